package org.incidentcomms.kit.log;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.MalformedEventException;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Topics;
import org.incidentcomms.events.UnsupportedEventTypeException;
import org.incidentcomms.service.log.EventLogContext;
import org.incidentcomms.service.loop.GuardedLoop;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads all of {@code status-events}, from the start and then as it grows, without a group and without a database: the
 * source of a projection.
 *
 * <p>Events reach the follower on one thread, in the log's order; of each aggregate only increasing versions, so
 * duplicates are dropped. Unknown types and unreadable records are skipped. Kafka may be unavailable at any time, also
 * at the start: reading resumes at the same position.
 */
public final class EventLog implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EventLog.class);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.STATUS_EVENTS, 0);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<Consumer<String, byte[]>> consumers;
    private final EventCodec codec;
    private final Follower follower;
    private final Map<String, Long> versions = new HashMap<>();
    private final GuardedLoop loop = new GuardedLoop("event-log", this::run);
    private volatile @Nullable Consumer<String, byte[]> consumer;
    private final BrokerLiveness contact = new BrokerLiveness(Clock.systemUTC());
    private volatile boolean caughtUp;
    private long position = -1;
    private long endAtStart = -1;

    /** Consumes the log; called on the log's own thread. */
    public interface Follower {
        /**
         * Applies one event. An {@link UncheckedIOException} (disk full) makes the log wait and retry. Any other
         * exception is logged and the event skipped, so that one bad event affects only itself.
         *
         * @param live whether it was appended after the end of the log at the time reading began, or to a log that
         *     was deleted and made anew since
         */
        void event(PublishedEvent event, boolean live);

        /**
         * Called after the last event of a poll, for work that need not be done per event, which matters after a
         * backlog. An {@link UncheckedIOException} makes the log pause; the follower keeps its remaining work, because
         * the events are not delivered again.
         */
        default void batchEnds() {}

        /** Called once, when every record present at the start has been read. */
        void caughtUp();
    }

    public EventLog(KafkaSettings settings, EventCodec codec, Follower follower) {
        this(() -> new KafkaConsumer<>(settings.reader()), codec, follower);
    }

    EventLog(Supplier<Consumer<String, byte[]>> consumers, EventCodec codec, Follower follower) {
        this.consumers = consumers;
        this.codec = codec;
        this.follower = follower;
    }

    public void start() {
        loop.start();
    }

    /** Whether the broker responds. */
    public BrokerLiveness contact() {
        return contact;
    }

    public boolean isCaughtUp() {
        return caughtUp;
    }

    /** Reads with one consumer, until the log is closed or something fails. */
    private Duration run() throws InterruptedException {
        try (Consumer<String, byte[]> reading = consumers.get()) {
            consumer = reading;
            contact.renew();
            read(reading);
        } catch (WakeupException e) {
            LOG.debug("event log closed");
        } catch (KafkaException e) {
            LOG.warnf("kafka unavailable, reading resumes when it is back reason=%s", e.getMessage());
        } catch (UncheckedIOException e) {
            LOG.errorf("event could not be written, will be retried reason=%s", e.getMessage());
        } finally {
            consumer = null;
        }
        return PAUSE;
    }

    private void read(Consumer<String, byte[]> reading) throws InterruptedException {
        if (!awaitTopic(reading)) {
            return;
        }
        reading.assign(List.of(PARTITION));
        if (position < 0) {
            endAtStart = reading.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
            reading.seekToBeginning(List.of(PARTITION));
        } else {
            reading.seek(PARTITION, position);
        }
        while (loop.isOpen()) {
            ConsumerRecords<String, byte[]> batch = reading.poll(POLL);
            for (ConsumerRecord<String, byte[]> record : batch) {
                if (record.offset() < position) {
                    LOG.warn("the log was made anew, it is read again from its start");
                    endAtStart = 0;
                }
                handle(record);
                position = record.offset() + 1;
            }
            if (!batch.isEmpty()) {
                endBatch();
            }
            contact.observe(reading);
            if (!caughtUp && reading.position(PARTITION) >= endAtStart) {
                position = reading.position(PARTITION);
                follower.caughtUp();
                caughtUp = true;
            }
        }
    }

    private boolean awaitTopic(Consumer<String, byte[]> reading) throws InterruptedException {
        while (loop.isOpen()) {
            List<PartitionInfo> partitions = reading.partitionsFor(Topics.STATUS_EVENTS);
            if (partitions != null && !partitions.isEmpty()) {
                return true;
            }
            loop.rest(PAUSE);
        }
        return false;
    }

    private void handle(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = EventHeaders.of(record.headers());
        try (EventLogContext unused =
                new EventLogContext(headers.get(EventCodec.SUBJECT), headers.get(EventCodec.ID))) {
            handle(record, headers);
        }
    }

    private void handle(ConsumerRecord<String, byte[]> record, Map<String, String> headers) {
        PublishedEvent event;
        try {
            event = codec.decode(headers, record.value());
        } catch (UnsupportedEventTypeException e) {
            LOG.infof("event of a newer type skipped event=%s type=%s", e.eventId(), e.type());
            return;
        } catch (MalformedEventException e) {
            LOG.errorf("unreadable event skipped offset=%d reason=%s", record.offset(), e.getMessage());
            return;
        }
        String aggregate = event.data().aggregateId();
        long version = event.data().aggregateVersion();
        if (version <= versions.getOrDefault(aggregate, 0L)) {
            return;
        }
        try {
            follower.event(event, record.offset() >= endAtStart);
        } catch (UncheckedIOException e) {
            position = record.offset();
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "event skipped because it could not be applied event=%s", event.id());
        }
        versions.put(aggregate, version);
    }

    private void endBatch() {
        try {
            follower.batchEnds();
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "changes could not be shown, will be retried");
        }
    }

    /** Stops reading; returns when the follower is no longer called. */
    @Override
    public void close() {
        loop.closeSoon();
        Consumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        loop.close();
    }
}
