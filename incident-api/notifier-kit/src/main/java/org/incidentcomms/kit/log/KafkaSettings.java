package org.incidentcomms.kit.log;

import java.util.Map;
import org.incidentcomms.service.kafka.KafkaConnection;

/**
 * Settings of the Kafka clients of one notifier.
 *
 * @param clientId sent to the broker, for its logs and quotas
 */
public record KafkaSettings(KafkaConnection connection, String clientId) {
    /** An unsecured connection, as on one machine. */
    public KafkaSettings(String bootstrapServers, String clientId) {
        this(new KafkaConnection(bootstrapServers), clientId);
    }

    /** A consumer that reads the log from its start and never commits. */
    public Map<String, Object> reader() {
        return connection.consumer(clientId + "-reader");
    }

    /** A member of {@code group}. */
    public Map<String, Object> member(String group) {
        return connection.member(clientId + "-" + group, group);
    }

    /** The process's one producer. */
    public Map<String, Object> producer() {
        return connection.producer(clientId + "-producer");
    }
}
