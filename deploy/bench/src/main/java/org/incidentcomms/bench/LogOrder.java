package org.incidentcomms.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads all of {@code status-events} as a read-committed consumer. */
final class LogOrder {

    private static final TopicPartition EVENTS = new TopicPartition("status-events", 0);
    private static final String ID = "ce_id";
    private static final Duration POLL = Duration.ofMillis(500);

    private LogOrder() {}

    /** Number of records after a newer version of the same incident. A repeat of the newest is not counted. */
    static int disordered(String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                "false");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(EVENTS));
            consumer.seekToBeginning(List.of(EVENTS));
            long end = consumer.endOffsets(List.of(EVENTS)).getOrDefault(EVENTS, 0L);
            Map<String, Long> newest = new HashMap<>();
            int disordered = 0;
            while (consumer.position(EVENTS) < end) {
                for (ConsumerRecord<String, byte[]> event : consumer.poll(POLL)) {
                    if (event.headers().lastHeader(ID) == null) {
                        continue; // poison
                    }
                    long version = version(event);
                    long before = newest.merge(event.key(), version, Math::max);
                    disordered += version < before ? 1 : 0;
                }
            }
            return disordered;
        }
    }

    /** An event's id is its incident's id, a hyphen, and the version. */
    private static long version(ConsumerRecord<String, byte[]> event) {
        String id = new String(event.headers().lastHeader(ID).value(), StandardCharsets.UTF_8);
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }
}
