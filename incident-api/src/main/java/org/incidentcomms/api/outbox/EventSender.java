package org.incidentcomms.api.outbox;

import io.opentelemetry.api.trace.SpanKind;
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
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.Topics;
import org.incidentcomms.service.kafka.KafkaConnection;
import org.incidentcomms.service.trace.Trace;
import org.incidentcomms.service.trace.TraceSpan;
import org.jspecify.annotations.Nullable;

/**
 * The process's only Kafka producer, a transactional one. Used by the relay's thread.
 *
 * <p>Opening it fences the producer opened before with the same {@code transactional.id}, in whichever process: Kafka
 * aborts that one's transaction and rejects its later records. So only a leader opens it, after it took the lock and
 * before it reads the rows to send.
 */
@ApplicationScoped
class EventSender {
    /**
     * Limit of each call to Kafka. A round makes at most two, which must end before the leader counts as unresponsive.
     */
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

    /** False before the first {@link #open} and after an error the producer cannot recover from. */
    boolean isOpen() {
        return producer != null;
    }

    /** Fences the previous producer; returns the failure if the producer cannot be opened now. */
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

    /** Sends all events or none; the producer must be open. Waits for Kafka. */
    SendResult send(List<OutboxRow> rows) {
        List<TraceSpan> spans = rows.stream().map(EventSender::span).toList();
        SendResult result = transaction(rows);
        if (!(result instanceof SendResult.Committed)) {
            spans.forEach(span -> span.failed(result.getClass().getSimpleName()));
        }
        spans.forEach(TraceSpan::close);
        return result;
    }

    private static TraceSpan span(OutboxRow row) {
        return Trace.start(
                        "publish " + Topics.STATUS_EVENTS,
                        SpanKind.PRODUCER,
                        row.headers().get(EventCodec.TRACEPARENT))
                .attribute("event", row.eventId());
    }

    private SendResult transaction(List<OutboxRow> rows) {
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
            // The outcome of the commit is unknown, and the producer cannot be used before it is known.
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

    /** Collects errors of single events of a transaction, from the producer's thread or from a send itself. */
    private static final class Failures {
        private volatile boolean isAny;
        /** The first one only: later events fail with its reason, whatever their own state. */
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
        // With more than one in flight, the records behind a rejected one would be retried until they time out.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, CALL_MILLIS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, CALL_MILLIS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, CALL_MILLIS);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES);
        return properties;
    }

    /** Loses nothing: uncommitted events are still in the outbox. */
    void close() {
        Producer<String, byte[]> opened = producer;
        producer = null;
        if (opened != null) {
            try {
                opened.close(Duration.ZERO);
            } catch (KafkaException e) {
                // Interrupted while stopping.
            }
        }
    }

    /** The outcome of a transaction of events. */
    sealed interface SendResult {
        /** Readers see all of them. */
        record Committed() implements SendResult {}

        /** Readers see none of them: Kafka rejects this one, and possibly others behind it. */
        record Refused(OutboxRow row, Exception failure) implements SendResult {}

        /** Kafka is unavailable or slow: all of them are sent again. Readers may see them nevertheless. */
        record Unreachable(Exception failure) implements SendResult {}

        /** Another relay has opened its producer since; readers see none of them. */
        record Fenced(Exception failure) implements SendResult {}
    }
}
