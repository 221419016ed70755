package org.incidentcomms.api.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.incidentcomms.api.outbox.RelaySessionStore.OutboxRow;
import org.incidentcomms.events.Topics;
import org.incidentcomms.service.kafka.KafkaConnection;
import org.jspecify.annotations.Nullable;

/**
 * The one Kafka producer of this process, a transactional one. Used by the relay's thread.
 *
 * <p>Opening it cuts off the producer that was opened before under the same {@code transactional.id}, in whichever
 * process: Kafka aborts what that one has begun and refuses what it still holds. So only a leader opens it, after it took
 * the lock and before it reads what it will send.
 */
@ApplicationScoped
class EventSender {
    /** How long each call waits for Kafka. A round makes two at most, which must end before the leader seems silent. */
    private static final int CALL_MILLIS = 5_000;

    private static final int TRANSACTION_MILLIS = 10_000;

    private final KafkaConnection settings;
    private final String transactionalId;
    private final Function<Map<String, Object>, Producer<String, byte[]>> producers;
    private @Nullable Producer<String, byte[]> producer;

    @Inject
    EventSender(KafkaConnection settings, OutboxConfig config) {
        this(settings, config, KafkaProducer::new);
    }

    EventSender(
            KafkaConnection settings,
            OutboxConfig config,
            Function<Map<String, Object>, Producer<String, byte[]>> producers) {
        this.settings = settings;
        this.transactionalId = config.transactionalId();
        this.producers = producers;
    }

    /** False before the first {@link #open} and after a failure the producer cannot get over. */
    boolean isOpen() {
        return producer != null;
    }

    /** Cuts the producer before off; the failure, where it cannot be opened now. */
    Optional<Exception> open() {
        close();
        try {
            producer = producers.apply(properties());
            producer.initTransactions();
            return Optional.empty();
        } catch (KafkaException e) {
            close();
            return Optional.of(e);
        }
    }

    /** Sends all of them or none; it must be open. Waits for Kafka. */
    SendResult send(List<OutboxRow> rows) {
        Producer<String, byte[]> opened = Objects.requireNonNull(producer, "not open");
        Failures failures = new Failures();
        try {
            opened.beginTransaction();
            for (OutboxRow row : rows) {
                if (failures.isAny) {
                    // Each further one might wait as long as this one did, and the transaction is lost anyway.
                    break;
                }
                var unused = opened.send(record(row), (metadata, failure) -> failures.add(row, failure));
            }
            opened.commitTransaction();
            return new SendResult.Committed();
        } catch (TimeoutException | InterruptException e) {
            // Whether it was committed is not known, and the producer cannot be used before it is.
            close();
            return new SendResult.Unreachable(e);
        } catch (KafkaException e) {
            return abort(opened, e, failures);
        }
    }

    private SendResult abort(Producer<String, byte[]> opened, KafkaException failure, Failures failures) {
        KafkaException last = failure;
        try {
            opened.abortTransaction();
        } catch (KafkaException e) {
            last = e;
            close();
        }
        if (isFenced(failure) || isFenced(last)) {
            close();
            return new SendResult.Fenced(failure);
        }
        SendResult refused = failures.refused.get();
        return refused == null || !isOpen() ? new SendResult.Unreachable(failure) : refused;
    }

    /** What the producer's thread, or a send itself, says of single events of a transaction. */
    private static final class Failures {
        private volatile boolean isAny;
        /** The first one only: events behind it are given its reason, whatever they are themselves. */
        private final AtomicReference<SendResult.@Nullable Refused> refused = new AtomicReference<>();

        void add(OutboxRow row, @Nullable Exception failure) {
            if (failure != null) {
                if (isRefusal(failure)) {
                    refused.compareAndSet(null, new SendResult.Refused(row, failure));
                }
                isAny = true;
            }
        }
    }

    private static boolean isFenced(KafkaException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRefusal(Exception failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof CorruptRecordException
                || failure instanceof InvalidRecordException
                || failure instanceof InvalidTimestampException;
    }

    private static ProducerRecord<String, byte[]> record(OutboxRow row) {
        var record = new ProducerRecord<>(Topics.STATUS_EVENTS, row.key(), row.value());
        row.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = settings.producer("incident-api");
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        // More than one, and what is on the wire behind a record that Kafka refuses is tried again until it times out.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, CALL_MILLIS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, CALL_MILLIS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, CALL_MILLIS);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES);
        return properties;
    }

    /** Nothing is lost by it: what was not committed is still in the outbox. */
    void close() {
        Producer<String, byte[]> opened = producer;
        producer = null;
        if (opened != null) {
            try {
                opened.close(Duration.ZERO);
            } catch (KafkaException e) {
                // it was interrupted while it stopped
            }
        }
    }

    /** What became of a transaction of events. */
    sealed interface SendResult {
        /** Readers see all of them. */
        record Committed() implements SendResult {}

        /** Readers see none of them: Kafka will not take this one, and perhaps not others behind it. */
        record Refused(OutboxRow row, Exception failure) implements SendResult {}

        /** Kafka is away, or slow: all of them are sent again. Readers may see them all the same. */
        record Unreachable(Exception failure) implements SendResult {}

        /** Another relay has opened its sender since this one did; readers see none of them. */
        record Fenced(Exception failure) implements SendResult {}
    }
}
