package org.incidentcomms.kit.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.MirrorChannel;
import org.incidentcomms.kit.channel.TemporaryFailure;
import org.incidentcomms.kit.ledger.DeadLetterStore;
import org.incidentcomms.kit.ledger.FeedPositionStore;
import org.incidentcomms.kit.ledger.InboxStore;
import org.incidentcomms.kit.ledger.InboxStore.Disposition;
import org.incidentcomms.kit.ledger.LedgerClock;
import org.incidentcomms.kit.ledger.LedgerException;
import org.incidentcomms.kit.ledger.RecoveryStore;
import org.incidentcomms.kit.ledger.Transactions;
import org.incidentcomms.service.log.EventLogContext;
import org.incidentcomms.service.loop.GuardedLoop;
import org.incidentcomms.service.trace.Trace;
import org.incidentcomms.service.trace.TraceSpan;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records read into inbox and plans, a few per transaction, urgent incidents first. An event's audience is
 * determined before its transaction begins, so a long list is read without a lock.
 *
 * <p>A record that is not an event, or cannot be planned, goes to the dead letters and does not block the others.
 */
final class EventIntake {
    private static final Logger LOG = Logger.getLogger(EventIntake.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PLANNING_ATTEMPTS = 4;
    /** A younger event is hardly ever read twice, and somebody waits for it. */
    private static final Duration RECENT = Duration.ofMinutes(1);

    private final Transactions transactions;
    private final Planner planner;
    private final MeterRegistry registry;
    private final Instant startedAt;
    private final Consumer<Planned> onPlanned;
    private final GuardedLoop loop;
    private final Clock clock = Clock.systemUTC();
    private final InboxStore inbox = new InboxStore(LedgerClock.DATABASE);
    private final DeadLetterStore deadLetters = new DeadLetterStore(LedgerClock.DATABASE);
    private final FeedPositionStore positions = new FeedPositionStore();
    private final RecoveryStore recoveries = new RecoveryStore(LedgerClock.DATABASE);
    private @Nullable Instant firstStart;
    private @Nullable Boolean recovering;
    private boolean mirrorsStarted;

    /** {@code onPlanned} is called after each commit; {@code loop} is used to pause before a record is retried. */
    EventIntake(
            Transactions transactions,
            Planner planner,
            MeterRegistry registry,
            Instant startedAt,
            Consumer<Planned> onPlanned,
            GuardedLoop loop) {
        this.transactions = transactions;
        this.planner = planner;
        this.registry = registry;
        this.startedAt = startedAt;
        this.onPlanned = onPlanned;
        this.loop = loop;
    }

    /**
     * Takes in some of the waiting records, the most urgent first.
     *
     * @throws RuntimeException if the database is unavailable, or a {@link TemporaryFailure} is its cause; the records keep
     *     waiting
     */
    void takeSome(IntakeQueue waiting) throws InterruptedException {
        IntakeQueue.Batch batch = waiting.next();
        take(batch.records(), batch.positionBefore(), batch.positionAfter());
        waiting.remove(batch);
    }

    static EventLogContext logContext(Map<String, String> headers) {
        return new EventLogContext(headers.get(EventCodec.SUBJECT), headers.get(EventCodec.ID));
    }

    private void take(List<LogRecord> records, long before, long after) throws InterruptedException {
        List<PublishedEvent> planned = new ArrayList<>();
        try {
            List<LogRecord> addressed = addressed(records);
            transactions.run(connection -> {
                for (LogRecord record : addressed) {
                    try (EventLogContext unused = logContext(record.headers())) {
                        if (takeOne(connection, record) == Disposition.PLANNED) {
                            planned.add(Objects.requireNonNull(
                                    Objects.requireNonNull(record.incoming()).event()));
                        }
                    }
                }
                note(connection, records.getLast(), after);
            });
        } catch (RuntimeException e) {
            if (TemporaryFailure.isCauseOf(e)) {
                throw e;
            }
            planned.clear();
            for (LogRecord record : records.subList(0, records.size() - 1)) {
                takeAlone(record, before);
            }
            takeAlone(records.getLast(), after);
        }
        boolean urgent =
                records.stream().map(LogRecord::incoming).anyMatch(incoming -> incoming != null && incoming.isUrgent());
        onPlanned.accept(new Planned(urgent, planned));
    }

    /** Skips the audience query for events taken in before: after a restore, a long log is read again. */
    private List<LogRecord> addressed(List<LogRecord> records) {
        Instant start = firstStart();
        Instant recent = clock.instant().minus(RECENT);
        List<String> ids = records.stream()
                .map(LogRecord::incoming)
                .filter(incoming -> incoming != null && incoming.acceptedAt().isBefore(recent))
                .map(Incoming::id)
                .toList();
        Set<String> known =
                ids.isEmpty() ? Set.of() : transactions.inTransaction(connection -> inbox.known(connection, ids));
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

    private void takeAlone(LogRecord record, long position) throws InterruptedException {
        try (EventLogContext unused = logContext(record.headers())) {
            takeWithRetries(record, position);
        }
    }

    /** Retries a record whose planning fails for its own reason a few times, then sets it aside. */
    private void takeWithRetries(LogRecord record, long position) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                LogRecord addressed = addressed(List.of(record)).getFirst();
                transactions.run(connection -> {
                    Disposition unused = takeOne(connection, addressed);
                    note(connection, record, position);
                });
                return;
            } catch (RuntimeException e) {
                if (TemporaryFailure.isCauseOf(e)) {
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

    /** Returns the event's state, or null if it was set aside or had been taken in before. */
    private @Nullable Disposition takeOne(Connection connection, LogRecord record) throws SQLException {
        Incoming incoming = record.incoming();
        if (incoming == null) {
            setAside(connection, record, String.valueOf(record.fault()));
            return null;
        }
        try (TraceSpan span = Trace.start(
                        "plan", SpanKind.CONSUMER, incoming.headers().get(EventCodec.TRACEPARENT))
                .attribute("event", incoming.id())
                .onThisThread()) {
            Disposition disposition = planner.take(connection, firstStart(), incoming);
            if (disposition != null && isRecovering(connection)) {
                recoveries.apply(connection, incoming.id());
            }
            String taken = disposition == null ? "repeated" : disposition.name().toLowerCase(Locale.ROOT);
            span.attribute("disposition", taken);
            count(taken);
            return disposition;
        } catch (ReusedEventIdException e) {
            LOG.errorf(
                    "event id used twice, the second is set aside offset=%d reason=%s",
                    record.record().offset(), e.getMessage());
            setAside(connection, record, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Reports to be applied exist only if the ledger was recovered before this process began to read. */
    private boolean isRecovering(Connection connection) throws SQLException {
        Boolean known = recovering;
        if (known == null) {
            known = recoveries.hasReports(connection);
            recovering = known;
        }
        return known;
    }

    private void setAside(Connection connection, LogRecord record, String reason) throws SQLException {
        deadLetters.poison(
                connection,
                record.record().offset(),
                reason,
                record.headers(),
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
            onPlanned.accept(Planned.SOMETHING);
        }
        mirrorsStarted = true;
    }

    /** Plans events whose type an earlier version did not know. */
    void takeUnsupported() {
        Instant start = firstStart();
        int taken = transactions.inTransaction(connection -> planner.takeUnsupported(connection, start));
        if (taken > 0) {
            LOG.infof("planned events of previously unknown types count=%d", taken);
            onPlanned.accept(Planned.SOMETHING);
        }
    }

    private void count(String disposition) {
        registry.counter("inbox_events", "disposition", disposition).increment();
    }
}
