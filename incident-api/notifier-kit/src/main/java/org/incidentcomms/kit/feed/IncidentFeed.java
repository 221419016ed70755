package org.incidentcomms.kit.feed;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.incidentcomms.events.MalformedEventException;
import org.incidentcomms.events.Topics;
import org.incidentcomms.kit.ledger.DeadLetterStore;
import org.incidentcomms.kit.ledger.FeedPositionStore;
import org.incidentcomms.kit.ledger.InboxStore;
import org.incidentcomms.kit.ledger.InboxStore.Disposition;
import org.incidentcomms.kit.ledger.LedgerClock;
import org.incidentcomms.kit.ledger.LedgerException;
import org.incidentcomms.kit.ledger.Transactions;
import org.incidentcomms.kit.log.BrokerContact;
import org.incidentcomms.kit.log.EventHeaders;
import org.incidentcomms.kit.log.KafkaSettings;
import org.incidentcomms.service.loop.GuardedLoop;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code status-events} as a member of the notifier's group and writes each batch, with its plans, to the ledger
 * in one transaction; then the offset is committed. It never sends, so it never falls behind for a slow server.
 *
 * <p>A record that is no event, or that cannot be planned, goes to the dead letters and holds up nothing. While the
 * database is away the same records are asked for again.
 */
public final class IncidentFeed implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(IncidentFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PLANNING_ATTEMPTS = 4;
    private static final int RECORDS_PER_TRANSACTION = 10;

    private final KafkaSettings settings;
    private final String group;
    private final Transactions transactions;
    private final InboxStore inbox;
    private final DeadLetterStore deadLetters;
    private final FeedPositionStore positions = new FeedPositionStore();
    private final Planner planner;
    private final MeterRegistry registry;
    private final Runnable onPlanned;
    private final Instant startedAt;
    private final GuardedLoop loop = new GuardedLoop("incident-feed", this::run);
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private final BrokerContact contact = new BrokerContact(Clock.systemUTC());
    private @Nullable Instant firstStart;

    /** {@code onPlanned} is called after each commit: there may be work. */
    public IncidentFeed(
            KafkaSettings settings,
            String group,
            Transactions transactions,
            Planner planner,
            MeterRegistry registry,
            Instant startedAt,
            Runnable onPlanned) {
        this.settings = settings;
        this.group = group;
        this.transactions = transactions;
        this.inbox = new InboxStore(LedgerClock.DATABASE);
        this.deadLetters = new DeadLetterStore(LedgerClock.DATABASE);
        this.planner = planner;
        this.registry = registry;
        this.onPlanned = onPlanned;
        this.startedAt = startedAt;
    }

    public void start() {
        loop.start();
    }

    /** Whether the broker answers. */
    public BrokerContact contact() {
        return contact;
    }

    /** Reads with one consumer, until the feed is closed or something fails. */
    private Duration run() throws InterruptedException {
        try (KafkaConsumer<String, byte[]> reading = new KafkaConsumer<>(settings.member(group))) {
            consumer = reading;
            contact.renew();
            takeUnsupported();
            reading.subscribe(List.of(Topics.STATUS_EVENTS), new Positioning(reading));
            while (loop.isOpen()) {
                read(reading);
            }
        } catch (WakeupException e) {
            LOG.debug("incident feed closed");
        } catch (KafkaException e) {
            LOG.warnf("kafka away, reading goes on when it is back reason=%s", e.getMessage());
        } catch (LedgerException e) {
            LOG.warnf("database away, reading goes on when it is back reason=%s", e.getMessage());
        } finally {
            consumer = null;
        }
        return PAUSE;
    }

    /**
     * Reading begins where the ledger's own note says, not where the group's offset does: a ledger that lost its newest
     * transactions is given them again, and knows the others by their ids.
     */
    private final class Positioning implements ConsumerRebalanceListener {
        private final KafkaConsumer<String, byte[]> reading;

        Positioning(KafkaConsumer<String, byte[]> reading) {
            this.reading = reading;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            for (TopicPartition partition : assigned) {
                OptionalLong next =
                        transactions.inTransaction(connection -> positions.next(connection, partition.partition()));
                if (next.isPresent()) {
                    reading.seek(partition, next.getAsLong());
                } else {
                    reading.seekToBeginning(List.of(partition));
                }
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {}
    }

    private void read(KafkaConsumer<String, byte[]> reading) throws InterruptedException {
        ConsumerRecords<String, byte[]> records = reading.poll(POLL);
        contact.observe(reading);
        if (records.isEmpty()) {
            return;
        }
        try {
            take(records);
        } catch (LedgerException e) {
            LOG.warnf("database away, records are asked for again reason=%s", e.getMessage());
            rewind(reading, records);
            loop.rest(PAUSE);
            return;
        }
        reading.commitSync();
    }

    /** A few at a time, so that an urgent event never waits for the planning of many others. */
    private void take(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        List<ConsumerRecord<String, byte[]>> some = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            some.add(record);
            if (some.size() == RECORDS_PER_TRANSACTION) {
                take(some);
                some.clear();
            }
        }
        if (!some.isEmpty()) {
            take(some);
        }
    }

    private void take(List<ConsumerRecord<String, byte[]>> batch) throws InterruptedException {
        try {
            transactions.run(connection -> {
                for (ConsumerRecord<String, byte[]> record : batch) {
                    takeOne(connection, record);
                }
                note(connection, batch.getLast());
            });
        } catch (LedgerException e) {
            if (e.isTransient()) {
                throw e;
            }
            takeEachAlone(batch);
        } catch (RuntimeException e) {
            takeEachAlone(batch);
        }
        onPlanned.run();
    }

    private void note(Connection connection, ConsumerRecord<String, byte[]> last) throws SQLException {
        positions.put(connection, last.partition(), last.offset() + 1);
    }

    private void takeEachAlone(List<ConsumerRecord<String, byte[]>> batch) throws InterruptedException {
        for (ConsumerRecord<String, byte[]> record : batch) {
            takeAlone(record);
        }
    }

    /** A record whose planning fails for a reason of its own is tried a few times, then set aside. */
    private void takeAlone(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                transactions.run(connection -> {
                    takeOne(connection, record);
                    note(connection, record);
                });
                return;
            } catch (RuntimeException e) {
                if (e instanceof LedgerException away && away.isTransient()) {
                    throw e;
                }
                if (attempt == PLANNING_ATTEMPTS) {
                    LOG.errorf(e, "event cannot be planned and is set aside offset=%d", record.offset());
                    transactions.run(connection -> {
                        setAside(connection, record, "cannot be planned: " + e);
                        note(connection, record);
                    });
                    return;
                }
                loop.rest(PAUSE);
            }
        }
    }

    private void takeOne(Connection connection, ConsumerRecord<String, byte[]> record) throws SQLException {
        Map<String, String> headers = EventHeaders.of(record.headers());
        try {
            Disposition disposition = planner.take(connection, firstStart(connection), headers, record.value());
            count(disposition == null ? "repeated" : disposition.name().toLowerCase(Locale.ROOT));
        } catch (ReusedEventIdException e) {
            LOG.errorf(
                    "event id used twice, the second is set aside offset=%d reason=%s",
                    record.offset(), e.getMessage());
            setAside(connection, record, String.valueOf(e.getMessage()));
        } catch (MalformedEventException e) {
            LOG.errorf("unreadable event set aside offset=%d reason=%s", record.offset(), e.getMessage());
            setAside(connection, record, String.valueOf(e.getMessage()));
        }
    }

    private void setAside(Connection connection, ConsumerRecord<String, byte[]> record, String reason)
            throws SQLException {
        deadLetters.poison(
                connection,
                record.offset(),
                reason,
                EventHeaders.of(record.headers()).toString().replace("\0", ""),
                record.value());
        count("poison");
    }

    private Instant firstStart(Connection connection) throws SQLException {
        Instant known = firstStart;
        if (known == null) {
            known = inbox.firstStart(connection, startedAt);
            firstStart = known;
        }
        return known;
    }

    private void takeUnsupported() {
        int taken =
                transactions.inTransaction(connection -> planner.takeUnsupported(connection, firstStart(connection)));
        if (taken > 0) {
            LOG.infof("events of types unknown before are planned now count=%d", taken);
            onPlanned.run();
        }
    }

    private void count(String disposition) {
        registry.counter("inbox_events", "disposition", disposition).increment();
    }

    private static void rewind(KafkaConsumer<String, byte[]> reading, ConsumerRecords<String, byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            reading.seek(partition, records.records(partition).getFirst().offset());
        }
    }

    /** Leaves the group; returns when that is done, so that another member takes over at once. */
    @Override
    public void close() {
        loop.closeSoon();
        KafkaConsumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        loop.close();
    }
}
