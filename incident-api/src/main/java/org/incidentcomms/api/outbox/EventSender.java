package org.incidentcomms.api.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.incidentcomms.events.Topics;
import org.jspecify.annotations.Nullable;

/**
 * The one Kafka producer of this process. Used by the relay's thread; outcomes arrive on the producer's own.
 *
 * <p>It is made when first needed, and anew after a failure the old one cannot get over.
 */
@ApplicationScoped
class EventSender {
    /** What became of an event. */
    enum Outcome {
        ACKNOWLEDGED,
        /** Kafka is away, or slow: try again. It may have arrived all the same. */
        UNREACHABLE,
        /** Kafka will not take this very event. */
        REFUSED
    }

    private final KafkaSettings settings;
    private @Nullable KafkaProducer<String, byte[]> producer;
    private volatile boolean broken;

    EventSender(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Never throws; may block for {@code max.block.ms} while Kafka is away. */
    void send(OutboxRow row, BiConsumer<Outcome, @Nullable Exception> landed) {
        var record = new ProducerRecord<>(Topics.STATUS_EVENTS, row.key(), row.value());
        row.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            var unused = producer().send(record, (metadata, failure) -> landed.accept(outcome(failure), failure));
        } catch (RuntimeException e) {
            landed.accept(outcome(e), e);
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        if (producer != null && broken) {
            producer.close(Duration.ZERO);
            producer = null;
        }
        if (producer == null) {
            Map<String, Object> config = settings.connection();
            config.put(ProducerConfig.CLIENT_ID_CONFIG, "incident-api");
            config.put(ProducerConfig.ACKS_CONFIG, "all");
            config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000);
            config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
            config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
            config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES);
            producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
            broken = false;
        }
        return producer;
    }

    private Outcome outcome(@Nullable Exception failure) {
        return switch (failure) {
            case null -> Outcome.ACKNOWLEDGED;
            case org.apache.kafka.common.errors.RecordTooLargeException e -> Outcome.REFUSED;
            case org.apache.kafka.common.errors.RecordBatchTooLargeException e -> Outcome.REFUSED;
            case org.apache.kafka.common.errors.CorruptRecordException e -> Outcome.REFUSED;
            case org.apache.kafka.common.InvalidRecordException e -> Outcome.REFUSED;
            case org.apache.kafka.common.errors.InvalidTimestampException e -> Outcome.REFUSED;
            case RetriableException e -> Outcome.UNREACHABLE;
            default -> {
                broken = true;
                yield Outcome.UNREACHABLE;
            }
        };
    }

    /** Gives what is on its way a moment to arrive. */
    void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(3));
            producer = null;
        }
    }
}
