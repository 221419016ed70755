package org.incidentcomms.kit.log;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How we talk to Kafka, in one place for every client of a notifier.
 *
 * @param bootstrapServers host:port, comma separated
 * @param clientId told to the broker, for its logs and quotas
 * @param security how the connection is secured, by Kafka's own names; see {@link #SECURITY}
 */
public record KafkaSettings(String bootstrapServers, String clientId, Map<String, String> security) {
    /** What a cluster may ask for, each settable as {@code KAFKA_…}: see Kafka's documentation, "Security". */
    public static final List<String> SECURITY = List.of(
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

    public KafkaSettings {
        security = Map.copyOf(security);
    }

    /** An unsecured connection, as on one machine. */
    public KafkaSettings(String bootstrapServers, String clientId) {
        this(bootstrapServers, clientId, Map.of());
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers + ", " + clientId + "]";
    }

    /** A consumer that reads the log from its start and never commits. */
    public Properties reader() {
        Properties properties = consumer();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId + "-reader");
        return properties;
    }

    /**
     * A member of {@code group}. The classic protocol lets the client set the session's length, so no broker needs a
     * setting: a killed member's records are read again after seconds instead of Kafka's 45 s.
     */
    public Properties member(String group) {
        Properties properties = consumer();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId + "-" + group);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "6000");
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "1500");
        return properties;
    }

    /** The process's one producer. The record of what must be sent is a row, so it gives up early and is asked again. */
    public Properties producer() {
        Properties properties = common();
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId + "-producer");
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "3000");
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "10000");
        return properties;
    }

    private Properties consumer() {
        Properties properties = common();
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        // Events come in transactions: what a relay that was replaced has begun is aborted, and must not be seen.
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "100");
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "250");
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "8388608");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, "10000");
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "5000");
        return properties;
    }

    private Properties common() {
        Properties properties = new Properties();
        properties.putAll(security);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, "100");
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
        return properties;
    }
}
