package org.incidentcomms.api.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** How this service's Kafka clients reach the cluster: {@code KAFKA_BOOTSTRAP_SERVERS}, {@code KAFKA_SASL_…} and so on. */
@ApplicationScoped
public class KafkaSettings {
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

    private final Config config;

    KafkaSettings(Config config) {
        this.config = config;
    }

    /** A new map with the connection's settings, for the caller to add to. */
    public Map<String, Object> connection() {
        Map<String, Object> settings = new HashMap<>();
        for (String key : KEYS) {
            config.getOptionalValue("kafka." + key, String.class).ifPresent(value -> settings.put(key, value));
        }
        settings.put("reconnect.backoff.ms", 50);
        settings.put("reconnect.backoff.max.ms", 1000);
        settings.put("enable.metrics.push", false);
        return settings;
    }
}
