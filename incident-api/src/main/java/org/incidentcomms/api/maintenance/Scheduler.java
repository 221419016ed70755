package org.incidentcomms.api.maintenance;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.incidentcomms.api.maintenance.schedule.ScheduleStore;
import org.incidentcomms.api.maintenance.schedule.ScheduleStore.Outlook;
import org.incidentcomms.api.storage.StorageException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets maintenances do what is due, on time. Every replica has one; they share the work through the database and need not
 * know of each other, nor agree on the time to the second.
 *
 * <p>It sleeps until the next moment, and at most a second, as another replica may have planned something meanwhile.
 */
@ApplicationScoped
class Scheduler implements Runnable {
    private static final Logger LOG = Logger.getLogger(Scheduler.class);
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Transitions transitions;
    private final ScheduleStore schedule;
    private final ScheduleGauges gauges;
    private final Clock clock;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    Scheduler(Transitions transitions, ScheduleStore schedule, ScheduleGauges gauges, Clock clock) {
        this.transitions = transitions;
        this.schedule = schedule;
        this.gauges = gauges;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().daemon().name("maintenance-schedule").start(this);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        if (thread != null) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(5));
        }
    }

    @Override
    public void run() {
        while (!stopping) {
            Duration sleep = PAUSE;
            try {
                runDue();
                sleep = untilNext();
            } catch (StorageException e) {
                LOG.warnf("schedule lost the database nextAttempt=%s reason=%s", PAUSE, e.getMessage());
            } catch (RuntimeException | AssertionError e) {
                // The driver asserts that a connection is alive, so one that dies at the wrong moment throws an error.
                if (!stopping) {
                    LOG.errorf(e, "schedule failed and goes on nextAttempt=%s", PAUSE);
                }
            }
            try {
                Thread.sleep(sleep);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Does everything that is due by its own clock and that no other replica is busy with; how many maintenances. */
    int runDue() {
        int done = 0;
        while (!stopping) {
            Instant now = clock.instant();
            try {
                if (!transitions.carryOutOne(now)) {
                    return done;
                }
                done++;
            } catch (Transitions.Failed e) {
                LOG.errorf(e, "a maintenance cannot do what is due; it is tried again incident=%s", e.maintenanceId());
                String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                schedule.postpone(e.maintenanceId(), now, reason);
            }
        }
        return done;
    }

    private Duration untilNext() {
        Instant now = clock.instant();
        Outlook outlook = schedule.outlook(now);
        gauges.see(outlook);
        if (outlook.firstTry() == null) {
            return LONGEST_SLEEP;
        }
        Duration next = Duration.between(now, outlook.firstTry());
        if (next.compareTo(Duration.ofMillis(20)) < 0) {
            return Duration.ofMillis(20);
        }
        return next.compareTo(LONGEST_SLEEP) < 0 ? next : LONGEST_SLEEP;
    }
}
