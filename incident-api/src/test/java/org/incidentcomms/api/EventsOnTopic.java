package org.incidentcomms.api;

import static org.incidentcomms.testkit.Patience.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.MalformedEventException;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.Topics;
import org.incidentcomms.testkit.quarkus.SharedServers;

/**
 * What is on {@code status-events}, from its start, as a notifier reads it. All tests share one reader: the topic grows
 * with each of them, and to read all of it again for each took longer than they did.
 */
public final class EventsOnTopic implements AutoCloseable {
    private static final Reader READER = new Reader();
    private static final EventCodec CODEC = new EventCodec();

    /** Those read so far and now whose text holds these words, in the order of the topic. */
    public List<PublishedEvent> telling(String words) {
        return matching(record -> new String(record.value(), StandardCharsets.UTF_8).contains(words));
    }

    public List<PublishedEvent> of(String aggregateId) {
        return matching(record -> aggregateId.equals(record.key()));
    }

    /** Waits until there are so many of this aggregate. */
    public List<PublishedEvent> awaitOf(String aggregateId, int count) {
        return await().until(() -> of(aggregateId), found -> found.size() >= count);
    }

    private static List<PublishedEvent> matching(Predicate<ConsumerRecord<String, byte[]>> wanted) {
        return READER.all().stream()
                .filter(record -> record.value() != null)
                .filter(wanted)
                .flatMap(EventsOnTopic::decoded)
                .toList();
    }

    private static Stream<PublishedEvent> decoded(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers().forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
        try {
            return Stream.of(CODEC.decode(headers, record.value()));
        } catch (MalformedEventException another) {
            // other tests write to this topic what is no event; notifiers pass over it, too
            return Stream.empty();
        }
    }

    @Override
    public void close() {
        // the reader is everybody's
    }

    private static final class Reader {
        private final List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
        private final KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", SharedServers.kafka().bootstrapServers(),
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest",
                        "allow.auto.create.topics", "false",
                        "fetch.max.wait.ms", "100",
                        "reconnect.backoff.max.ms", "200"),
                new StringDeserializer(),
                new ByteArrayDeserializer());

        Reader() {
            TopicPartition only = new TopicPartition(Topics.STATUS_EVENTS, 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
        }

        synchronized List<ConsumerRecord<String, byte[]>> all() {
            ConsumerRecords<String, byte[]> more;
            do {
                more = consumer.poll(Duration.ofMillis(50));
                more.forEach(read::add);
            } while (!more.isEmpty());
            return List.copyOf(read);
        }
    }

    /** The incident of an incident's event. */
    static Incident incident(PublishedEvent event) {
        return ((IncidentEvent) event.data()).incident();
    }
}
