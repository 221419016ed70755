package org.incidentcomms.service.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.Config;

/**
 * Settings of Kafka clients: the connection to the cluster ({@code KAFKA_BOOTSTRAP_SERVERS}, {@code KAFKA_SASL_…} and
 * so on, see Kafka's documentation, "Security"), and what all consumers and all producers have in common. Every map is
 * a new one, which the caller may extend.
 */
@ApplicationScoped
public class KafkaConnection {
    private static final List<String> KEYS = List.of(
            "bootstrap.servers",
            "client.dns.lookup",
            "security.protocol",
            "sasl.mechanism",
            "sasl.jaas.config",
            "sasl.client.callback.handler.class",
            "sasl.login.callback.handler.class",
            "sasl.oauthbearer.token.endpoint.url",
            "ssl.truststore.location",
            "ssl.truststore.password",
            "ssl.truststore.type",
            "ssl.truststore.certificates",
            "ssl.keystore.location",
            "ssl.keystore.password",
            "ssl.keystore.type",
            "ssl.keystore.key",
            "ssl.keystore.certificate.chain",
            "ssl.key.password",
            "ssl.endpoint.identification.algorithm");

    private final Map<String, Object> reached = new HashMap<>();

    /** Clients with these settings report their metrics to {@code registry}. */
    @Inject
    public KafkaConnection(Config config, MeterRegistry registry) {
        reached.put("metric.reporters", List.of(KafkaMetricsReporter.class));
        reached.put(KafkaMetricsReporter.REGISTRY, registry);
        KEYS.forEach(key ->
                config.getOptionalValue("kafka." + key, String.class).ifPresent(value -> reached.put(key, value)));
    }

    /** An unsecured connection, as on one machine. */
    public KafkaConnection(String bootstrapServers) {
        reached.put("bootstrap.servers", bootstrapServers);
    }

    /** @param id sent to the broker, for its logs and quotas */
    public Map<String, Object> client(String id) {
        Map<String, Object> settings = new HashMap<>(reached);
        settings.put("client.id", id);
        settings.put("reconnect.backoff.ms", 50);
        settings.put("reconnect.backoff.max.ms", 1000);
        settings.put("enable.metrics.push", false);
        return settings;
    }

    /** A consumer with string keys and byte values that reads from the start and does not commit automatically. */
    public Map<String, Object> consumer(String id) {
        Map<String, Object> settings = client(id);
        settings.put("key.deserializer", StringDeserializer.class);
        settings.put("value.deserializer", ByteArrayDeserializer.class);
        // Records of a fenced producer's unfinished transaction are aborted and must not be read.
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("max.poll.records", 100);
        settings.put("fetch.max.wait.ms", 250);
        settings.put("max.partition.fetch.bytes", 8 << 20);
        settings.put("allow.auto.create.topics", false);
        settings.put("metadata.max.age.ms", 10_000);
        settings.put("default.api.timeout.ms", 5000);
        return settings;
    }

    /**
     * A member of {@code group}. The classic protocol lets the client set the session time-out, so no broker setting is
     * needed: a killed member's records are read again after seconds instead of Kafka's 45 s.
     */
    public Map<String, Object> member(String id, String group) {
        Map<String, Object> settings = consumer(id);
        settings.put("group.id", group);
        settings.put("group.protocol", "classic");
        settings.put("session.timeout.ms", 6000);
        settings.put("heartbeat.interval.ms", 1500);
        return settings;
    }

    /** A producer whose pending records are stored in a table, so it fails early and the records are sent again. */
    public Map<String, Object> producer(String id) {
        Map<String, Object> settings = client(id);
        settings.put("key.serializer", StringSerializer.class);
        settings.put("value.serializer", ByteArraySerializer.class);
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("linger.ms", 0);
        settings.put("max.block.ms", 3000);
        settings.put("request.timeout.ms", 5000);
        settings.put("delivery.timeout.ms", 10_000);
        return settings;
    }
}
