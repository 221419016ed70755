package org.incidentcomms.kit.report;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.Topics;
import org.incidentcomms.kit.log.KafkaSettings;

/** Publishes reports to {@code delivery-reports}, keyed by event and destination. The process's one producer. */
public final class ReportPublisher implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final EventCodec codec;

    public ReportPublisher(KafkaSettings settings, EventCodec codec) {
        this.producer = new KafkaProducer<>(settings.producer());
        this.codec = codec;
    }

    /**
     * Hands one report to the producer.
     *
     * @return completed when the broker has acknowledged it, or with the failure; may block for a few seconds while
     *     Kafka is unavailable
     */
    public Future<?> publish(DeliveryReport report) {
        String key = report.eventId() + "/" + report.destination();
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        try {
            Future<?> unused = producer.send(
                    new ProducerRecord<>(Topics.DELIVERY_REPORTS, key, codec.encode(report)), (metadata, failure) -> {
                        if (failure == null) {
                            acknowledged.complete(null);
                        } else {
                            acknowledged.completeExceptionally(failure);
                        }
                    });
        } catch (KafkaException e) {
            acknowledged.completeExceptionally(e);
        }
        return acknowledged;
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(2));
    }
}
