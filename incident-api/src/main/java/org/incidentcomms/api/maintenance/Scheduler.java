package org.incidentcomms.api.maintenance;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import org.incidentcomms.api.clockwork.Clockwork;
import org.incidentcomms.api.clockwork.Outlook;
import org.incidentcomms.api.clockwork.Timetable;
import org.incidentcomms.api.maintenance.schedule.ScheduleStore;
import org.jboss.logging.Logger;

/** Lets maintenances do what is due, on time. */
@ApplicationScoped
class Scheduler {
    private static final Logger LOG = Logger.getLogger(Scheduler.class);

    private record Due(Transitions transitions, ScheduleStore schedule) implements Timetable {
        @Override
        public boolean carryOutOne(Instant now) {
            return transitions.carryOutOne(now);
        }

        @Override
        public void postpone(Failed failure, Instant now) {
            LOG.errorf(failure, "a maintenance cannot do what is due; it is tried again incident=%s", failure.id());
            schedule.postpone(failure.id(), now, String.valueOf(failure.getMessage()));
        }

        @Override
        public Outlook outlook(Instant now) {
            return schedule.outlook(now);
        }
    }

    private final Clockwork clockwork;

    Scheduler(Transitions transitions, ScheduleStore schedule, ScheduleGauges gauges, Clock clock) {
        this.clockwork = new Clockwork("maintenance-schedule", new Due(transitions, schedule), gauges, clock);
    }

    void start(@Observes StartupEvent event) {
        clockwork.start();
    }

    void stop(@Observes ShutdownEvent event) {
        clockwork.stop();
    }

    /** Does everything that is due by its own clock and that no other replica is busy with; how many maintenances. */
    int runDue() {
        return clockwork.runDue();
    }
}
