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
 * Does what is due of a queue in the database, on time. Every replica has one; they share the work through the database
 * and need not know of each other, nor agree on the time to the second.
 *
 * <p>It sleeps until the next moment, and at most a second, as another replica may have planned something meanwhile.
 *
 * <p>Its health is shown in {@code /q/health}, never in {@code ready}: what is overdue keeps nobody from doing it by hand.
 */
public abstract class Scheduler implements HealthCheck {
    /** SQL: when something is tried again that failed at the parameter's time; after 5 s at first, doubling to 5 minutes. */
    public static final String TRIED_AGAIN_AT =
            "?::timestamptz + least(interval '5 minutes', interval '5 seconds' * power(2, least(attempts, 6)))";

    private static final Logger LOG = Logger.getLogger(Scheduler.class);
    private static final Duration SHORTEST_SLEEP = Duration.ofMillis(20);
    /** While what is left is held by somebody else. */
    private static final Duration WHILE_HELD = Duration.ofMillis(200);

    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** The one whose turn it was could not be done. */
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

    /** @param name of what is scheduled; the loop and the health check are {@code <name>-schedule} */
    protected Scheduler(String name, String lagIs, String dueAre, MeterRegistry registry, Clock clock) {
        this.name = name + "-schedule";
        this.metrics = new SchedulerMetrics(registry, clock, name + ".schedule", lagIs, dueAre);
        this.clock = clock;
        this.loop = new GuardedLoop(this.name, this::turn);
    }

    /**
     * Does what has waited longest, in one transaction with noting that it is done: so it happens once, whoever else
     * tries, and whenever a process dies.
     *
     * @return false if nothing is due that nobody else is busy with
     * @throws Failed and has done nothing
     */
    protected abstract boolean doOne(Instant now);

    /** It is tried again after a while, and holds up no other until then. */
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

    /** Does everything that is due by its own clock and that no other replica is busy with; how many it did. */
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
