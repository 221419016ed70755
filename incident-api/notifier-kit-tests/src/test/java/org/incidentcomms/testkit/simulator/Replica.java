package org.incidentcomms.testkit.simulator;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.feed.Planner;
import org.incidentcomms.kit.ledger.InterventionStore;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.LedgerClock;
import org.incidentcomms.kit.ledger.LedgerException;
import org.incidentcomms.kit.ledger.ReportStore;
import org.incidentcomms.kit.ledger.Transactions;
import org.incidentcomms.kit.worker.DeliverySteps;
import org.incidentcomms.kit.worker.DeliverySteps.Preference;
import org.incidentcomms.kit.worker.RetryPolicy;
import org.incidentcomms.kit.worker.WorkSignal;
import org.incidentcomms.kit.worker.WorkerRuntime;

/** One process of the notifier: the kit's own steps, on a faulty way to the database. */
final class Replica {
    static final RetryPolicy POLICY =
            new RetryPolicy(Duration.ofSeconds(2), Duration.ofSeconds(8), 4, Duration.ofMinutes(5));
    private static final Duration FIRST_START_MAX_AGE = Duration.ofHours(1);
    private static final EventCodec CODEC = new EventCodec();
    private static final MeterRegistry METRICS = new SimpleMeterRegistry();

    final int number;
    boolean paused;
    /** The database cannot be reached by this replica. */
    boolean cut;

    private final SimulatedClock clock;
    private final Transactions transactions;
    private final Planner planner;
    private final InterventionStore interventions;
    private final ReportStore reports = new ReportStore();
    private final DeliverySteps<SimulatedChannel.Person> steps;
    private final List<Actor> connections = new ArrayList<>();

    Replica(
            int number,
            SimulatedChannel channel,
            FaultyDataSource dataSource,
            SimulatedClock clock,
            RandomGenerator random) {
        this.number = number;
        this.clock = clock;
        LedgerClock ledgerClock = LedgerClock.of(clock);
        transactions = new Transactions(dataSource);
        planner = new Planner(List.of(channel), CODEC, ledgerClock, clock, FIRST_START_MAX_AGE);
        interventions = new InterventionStore(ledgerClock);
        WorkerRuntime runtime = new WorkerRuntime(clock, ledgerClock, clock::nanoTime, random, written -> {
            Actor.boundary(written::isDone);
            return written.join();
        });
        steps = new DeliverySteps<>(channel, transactions, CODEC, POLICY, METRICS, runtime, new WorkSignal());
        connections.add(new Actor(() -> turn(Preference.CHUNKS)));
        connections.add(new Actor(() -> turn(Preference.RETRIES_THEN_CHUNKS)));
    }

    private void turn(Preference preference) {
        try {
            boolean unused = steps.deliver(Lane.HOUSEKEEPING, preference);
        } catch (RuntimeException e) {
            // the loop logs it and goes on
        }
    }

    List<Actor> connections() {
        return connections;
    }

    boolean isUp() {
        return !paused;
    }

    /** Takes one record of the log; false if the database was away. */
    boolean take(PublishedEvent event) {
        Map<String, String> headers = CODEC.headers(event);
        byte[] value = CODEC.encode(event.data());
        Instant longAgo = Instant.EPOCH;
        boolean taken =
                attempt(() -> transactions.run(connection -> planner.take(connection, longAgo, headers, value)));
        if (taken) {
            steps.yieldToUrgent();
        }
        return taken;
    }

    boolean writeOutcomes() {
        return attempt(() -> {
            boolean unused = steps.outcomes().writeBatch();
        });
    }

    boolean hasOutcomes() {
        return !steps.outcomes().isIdle();
    }

    /** Renews the leases; false if the database was away. */
    boolean renew() {
        return attempt(steps::renewLeases);
    }

    void synchronizeBreaker() {
        boolean unused = attempt(steps::synchronizeBreaker);
    }

    /** What housekeeping does: the events given up. */
    List<String> expire() {
        Instant deadline = clock.instant().minus(POLICY.giveUpAfter());
        List<String> expired = new ArrayList<>();
        boolean unused = attempt(() -> expired.addAll(transactions.inTransaction(
                connection -> interventions.expire(connection, SimulatedChannel.DESTINATION, deadline))));
        return expired;
    }

    /** Sends what is dirty into {@code newest}, then clears the marks. */
    void report(Map<String, DeliveryReport> newest) {
        boolean unused = attempt(() -> {
            List<Map.Entry<Long, DeliveryReport>> dirty =
                    transactions.inTransaction(connection -> reports.dirty(connection, 100));
            for (Map.Entry<Long, DeliveryReport> report : dirty) {
                newest.merge(
                        report.getValue().eventId(),
                        report.getValue(),
                        (known, more) -> more.revision() >= known.revision() ? more : known);
            }
            transactions.run(connection -> reports.reported(connection, dirty));
        });
    }

    void kill() {
        connections.forEach(Actor::kill);
    }

    private static boolean attempt(Runnable step) {
        try {
            step.run();
            return true;
        } catch (LedgerException e) {
            return false;
        }
    }
}
