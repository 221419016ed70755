package org.incidentcomms.api;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.MalformedEventException;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Topics;
import org.incidentcomms.testkit.quarkus.SharedServers;

/** Reads {@code status-events} from its start, as a notifier would. */
public final class EventsOnTopic implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final EventCodec codec = new EventCodec();
    private final List<PublishedEvent> read = new ArrayList<>();

    public EventsOnTopic() {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", SharedServers.kafka().bootstrapServers(),
                        "auto.offset.reset", "earliest",
                        "allow.auto.create.topics", "false",
                        "reconnect.backoff.max.ms", "200"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        TopicPartition only = new TopicPartition(Topics.STATUS_EVENTS, 0);
        consumer.assign(List.of(only));
        consumer.seekToBeginning(List.of(only));
    }

    /** Those read so far and now that satisfy {@code wanted}, in the order of the topic. */
    public List<PublishedEvent> matching(Predicate<PublishedEvent> wanted) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
            Map<String, String> headers = new HashMap<>();
            record.headers().forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
            try {
                read.add(codec.decode(headers, record.value()));
            } catch (MalformedEventException another) {
                // other tests write to this topic what is no event; notifiers pass over it, too
            }
        }
        return read.stream().filter(wanted).toList();
    }

    public List<PublishedEvent> of(String aggregateId) {
        return matching(event -> event.subject().equals(aggregateId));
    }

    /** Waits until there are so many of this aggregate. */
    public List<PublishedEvent> awaitOf(String aggregateId, int count) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> of(aggregateId), found -> found.size() >= count);
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
