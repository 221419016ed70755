package org.incidentcomms.kit.feed;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.incidentcomms.events.MalformedEventException;
import org.incidentcomms.kit.channel.MirrorChannel;
import org.incidentcomms.kit.ledger.DeadLetterStore;
import org.incidentcomms.kit.ledger.FeedPositionStore;
import org.incidentcomms.kit.ledger.InboxStore;
import org.incidentcomms.kit.ledger.InboxStore.Disposition;
import org.incidentcomms.kit.ledger.LedgerClock;
import org.incidentcomms.kit.ledger.LedgerException;
import org.incidentcomms.kit.ledger.Transactions;
import org.incidentcomms.kit.log.EventHeaders;
import org.incidentcomms.service.loop.GuardedLoop;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records read into inbox and plans, a few per transaction, urgent incidents first; the others wait in
 * memory. An event's audience is determined before its transaction begins, so a long list is read without a lock.
 *
 * <p>A record that is not an event, or cannot be planned, goes to the dead letters and does not block the others.
 */
final class EventIntake {
    private static final Logger LOG = Logger.getLogger(EventIntake.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PLANNING_ATTEMPTS = 4;
    private static final int MOST_WAITING = 500;

    private final Transactions transactions;
    private final Planner planner;
    private final MeterRegistry registry;
    private final Instant startedAt;
    private final Runnable onPlanned;
    private final GuardedLoop loop;
    private final InboxStore inbox = new InboxStore(LedgerClock.DATABASE);
    private final DeadLetterStore deadLetters = new DeadLetterStore(LedgerClock.DATABASE);
    private final FeedPositionStore positions = new FeedPositionStore();
    /** In the log's order. */
    private final List<LogRecord> waiting = new ArrayList<>();

    /** The offset after the last record read. */
    private long end;

    private @Nullable Instant firstStart;
    private boolean mirrorsStarted;

    /** {@code onPlanned} is called after each commit; {@code loop} is used to pause before a record is retried. */
    EventIntake(
            Transactions transactions,
            Planner planner,
            MeterRegistry registry,
            Instant startedAt,
            Runnable onPlanned,
            GuardedLoop loop) {
        this.transactions = transactions;
        this.planner = planner;
        this.registry = registry;
        this.startedAt = startedAt;
        this.onPlanned = onPlanned;
        this.loop = loop;
    }

    /** Whether every record read has been taken in. */
    boolean isIdle() {
        return waiting.isEmpty();
    }

    /** Whether more should be read now. */
    boolean hasRoom() {
        return waiting.size() < MOST_WAITING;
    }

    /** Discards the waiting records: the next reader reads them again from the stored position. */
    void forget() {
        waiting.clear();
        end = 0;
    }

    void add(Iterable<ConsumerRecord<String, byte[]>> polled) {
        for (ConsumerRecord<String, byte[]> record : polled) {
            waiting.add(read(record));
            end = record.offset() + 1;
        }
    }

    /**
     * Takes in some of the waiting records, the most urgent first.
     *
     * @throws LedgerException if the database is unavailable; the records keep waiting
     */
    void takeSome() throws InterruptedException {
        List<LogRecord> some = IntakeOrder.next(waiting);
        List<LogRecord> left = new ArrayList<>(waiting);
        left.removeAll(some);
        take(some, position(waiting), position(left));
        waiting.removeAll(some);
    }

    /** The offset from which reading resumes if the process ends while these records wait. */
    private long position(List<LogRecord> left) {
        return left.isEmpty() ? end : left.getFirst().record().offset();
    }

    private LogRecord read(ConsumerRecord<String, byte[]> record) {
        try {
            return new LogRecord(record, planner.read(EventHeaders.of(record.headers()), record.value()), null);
        } catch (MalformedEventException e) {
            LOG.errorf("unreadable event set aside offset=%d reason=%s", record.offset(), e.getMessage());
            return new LogRecord(record, null, String.valueOf(e.getMessage()));
        }
    }

    private void take(List<LogRecord> records, long before, long after) throws InterruptedException {
        try {
            List<LogRecord> addressed = addressed(records);
            transactions.run(connection -> {
                for (LogRecord record : addressed) {
                    takeOne(connection, record);
                }
                note(connection, records.getLast(), after);
            });
        } catch (RuntimeException e) {
            if (isAway(e)) {
                throw e;
            }
            for (LogRecord record : records.subList(0, records.size() - 1)) {
                takeAlone(record, before);
            }
            takeAlone(records.getLast(), after);
        }
        onPlanned.run();
    }

    /** Skips the audience query for events taken in before. */
    private List<LogRecord> addressed(List<LogRecord> records) {
        Instant start = firstStart();
        List<String> ids = records.stream()
                .map(LogRecord::incoming)
                .filter(Objects::nonNull)
                .map(Incoming::id)
                .toList();
        Set<String> known = transactions.inTransaction(connection -> inbox.known(connection, ids));
        List<LogRecord> addressed = new ArrayList<>();
        for (LogRecord record : records) {
            Incoming incoming = record.incoming();
            addressed.add(
                    incoming == null || known.contains(incoming.id())
                            ? record
                            : new LogRecord(record.record(), planner.address(incoming, start), null));
        }
        return addressed;
    }

    /** Retries a record whose planning fails for its own reason a few times, then sets it aside. */
    private void takeAlone(LogRecord record, long position) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                LogRecord addressed = addressed(List.of(record)).getFirst();
                transactions.run(connection -> {
                    takeOne(connection, addressed);
                    note(connection, record, position);
                });
                return;
            } catch (RuntimeException e) {
                if (isAway(e)) {
                    throw e;
                }
                if (attempt == PLANNING_ATTEMPTS) {
                    LOG.errorf(
                            e,
                            "event cannot be planned and is set aside offset=%d",
                            record.record().offset());
                    transactions.run(connection -> {
                        setAside(connection, record, "cannot be planned: " + e);
                        note(connection, record, position);
                    });
                    return;
                }
                loop.rest(PAUSE);
            }
        }
    }

    private static boolean isAway(RuntimeException failure) {
        return failure instanceof LedgerException away && away.isTransient();
    }

    private void takeOne(Connection connection, LogRecord record) throws SQLException {
        Incoming incoming = record.incoming();
        if (incoming == null) {
            setAside(connection, record, String.valueOf(record.fault()));
            return;
        }
        try {
            Disposition disposition = planner.take(connection, firstStart(), incoming);
            count(disposition == null ? "repeated" : disposition.name().toLowerCase(Locale.ROOT));
        } catch (ReusedEventIdException e) {
            LOG.errorf(
                    "event id used twice, the second is set aside offset=%d reason=%s",
                    record.record().offset(), e.getMessage());
            setAside(connection, record, String.valueOf(e.getMessage()));
        }
    }

    private void setAside(Connection connection, LogRecord record, String reason) throws SQLException {
        String headers = record.headers().toString().replace("\0", "");
        deadLetters.poison(
                connection,
                record.record().offset(),
                reason,
                headers,
                record.record().value());
        count("poison");
    }

    private void note(Connection connection, LogRecord record, long next) throws SQLException {
        positions.put(connection, record.record().partition(), next);
    }

    private Instant firstStart() {
        Instant known = firstStart;
        if (known == null) {
            known = transactions.inTransaction(connection -> inbox.firstStart(connection, startedAt));
            firstStart = known;
        }
        return known;
    }

    /**
     * Plans the first copies of mirroring channels that are new here; the caller has read the log to its end.
     *
     * @throws LedgerException if the database is unavailable; the next call continues
     */
    void startMirrors() {
        if (mirrorsStarted) {
            return;
        }
        for (MirrorChannel mirror : transactions.inTransaction(planner::waitingMirrors)) {
            Optional<String> next = Optional.of("");
            while (next.isPresent()) {
                String after = next.get();
                next = transactions.inTransaction(connection -> planner.startMirror(connection, mirror, after));
            }
            LOG.infof("mirror copies open and recent incidents channel=%s", mirror.destination());
            onPlanned.run();
        }
        mirrorsStarted = true;
    }

    /** Plans events whose type an earlier version did not know. */
    void takeUnsupported() {
        Instant start = firstStart();
        int taken = transactions.inTransaction(connection -> planner.takeUnsupported(connection, start));
        if (taken > 0) {
            LOG.infof("planned events of previously unknown types count=%d", taken);
            onPlanned.run();
        }
    }

    private void count(String disposition) {
        registry.counter("inbox_events", "disposition", disposition).increment();
    }
}
