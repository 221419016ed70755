package org.incidentcomms.api.scheduling;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.incidentcomms.service.loop.GuardedLoop;
import org.incidentcomms.service.storage.StorageException;
import org.jboss.logging.Logger;

/**
 * Executes due items of a queue in the database, on time. Every replica has one; they share the work through the
 * database, without knowing of each other and without synchronised clocks.
 *
 * <p>It sleeps until the next due time, at most a second, as another replica may have scheduled something meanwhile.
 *
 * <p>Its health is shown in {@code /q/health}, never in {@code ready}: overdue items do not prevent manual execution.
 */
public abstract class Scheduler implements HealthCheck {
    /**
     * SQL: time of the next attempt after a failure at the parameter's time; after 5 s at first, doubling to 5 minutes.
     */
    public static final String TRIED_AGAIN_AT =
            "?::timestamptz + least(interval '5 minutes', interval '5 seconds' * power(2, least(attempts, 6)))";

    private static final Logger LOG = Logger.getLogger(Scheduler.class);
    private static final Duration SHORTEST_SLEEP = Duration.ofMillis(20);
    /** While another transaction holds the remaining items. */
    private static final Duration WHILE_HELD = Duration.ofMillis(200);

    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** The due item could not be executed. */
    public static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String id;

        public Failed(String id, RuntimeException cause) {
            super(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(), cause);
            this.id = id;
        }

        public String id() {
            return id;
        }
    }

    private final String name;
    private final SchedulerMetrics metrics;
    private final Clock clock;
    private final GuardedLoop loop;

    /** @param name of the scheduled items; the loop and the health check are {@code <name>-schedule} */
    protected Scheduler(String name, String lagIs, String dueAre, MeterRegistry registry, Clock clock) {
        this.name = name + "-schedule";
        this.metrics = new SchedulerMetrics(registry, clock, name + ".schedule", lagIs, dueAre);
        this.clock = clock;
        this.loop = new GuardedLoop(this.name, this::turn);
    }

    /**
     * Executes the longest-overdue item and marks it done in one transaction, so it happens once, regardless of
     * concurrent replicas and crashes.
     *
     * @return false if nothing is due that is not locked by another transaction
     * @throws Failed and has done nothing
     */
    protected abstract boolean doOne(Instant now);

    /** Schedules a retry after a back-off; other items are not blocked. */
    protected abstract void postpone(Failed failure, Instant now);

    protected abstract QueueStats stats(Instant now);

    public void start(@Observes StartupEvent event) {
        loop.start();
    }

    public void stop(@Observes ShutdownEvent event) {
        loop.closeSoon();
        boolean unused = loop.join(Duration.ofSeconds(5));
    }

    @PreDestroy
    void remove() {
        metrics.remove();
    }

    @Override
    public HealthCheckResponse call() {
        return metrics.health(name);
    }

    private Duration turn() {
        try {
            runDue();
            return untilNext();
        } catch (StorageException e) {
            LOG.warnf("%s: database unavailable nextAttempt=%s reason=%s", name, PAUSE, e.getMessage());
            return PAUSE;
        }
    }

    /** Executes everything due by its own clock that no other replica has locked; returns how many items. */
    public int runDue() {
        int done = 0;
        while (loop.isOpen()) {
            Instant now = clock.instant();
            try {
                if (!doOne(now)) {
                    return done;
                }
                done++;
            } catch (Failed e) {
                postpone(e, now);
            }
        }
        return done;
    }

    private Duration untilNext() {
        Instant now = clock.instant();
        QueueStats stats = stats(now);
        metrics.see(stats);
        if (stats.firstTry() == null) {
            return LONGEST_SLEEP;
        }
        Duration next = Duration.between(now, stats.firstTry());
        if (next.isNegative()) {
            return WHILE_HELD;
        }
        if (next.compareTo(SHORTEST_SLEEP) < 0) {
            return SHORTEST_SLEEP;
        }
        return next.compareTo(LONGEST_SLEEP) < 0 ? next : LONGEST_SLEEP;
    }
}
