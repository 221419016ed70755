package org.incidentcomms.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Topics;
import org.incidentcomms.kit.log.KafkaSettings;

/** Publishes events to {@code status-events} as the relay of incident-api does, but without a database. */
final class EventPublisher implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;
    private final EventCodec codec = new EventCodec();

    EventPublisher(String bootstrapServers) {
        producer = new KafkaProducer<>(new KafkaSettings(bootstrapServers, "bench").producer());
    }

    /** Publishes in order, and returns when the broker acknowledged the last one. */
    Instant publish(List<PublishedEvent> events) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (PublishedEvent event : events) {
            ProducerRecord<String, byte[]> one =
                    new ProducerRecord<>(Topics.STATUS_EVENTS, event.subject(), codec.encode(event.data()));
            codec.headers(event)
                    .forEach((name, value) -> one.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            sent.add(producer.send(one));
        }
        try {
            for (Future<RecordMetadata> one : sent) {
                RecordMetadata unused = one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot publish", e.getCause());
        }
        return Instant.now();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
