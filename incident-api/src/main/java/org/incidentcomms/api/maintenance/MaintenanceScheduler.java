package org.incidentcomms.api.maintenance;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.incidentcomms.api.maintenance.schedule.ScheduleStore;
import org.incidentcomms.api.scheduling.QueueStats;
import org.incidentcomms.api.scheduling.Scheduler;
import org.jboss.logging.Logger;

/** Executes due maintenance actions on time. */
@Wellness
@Singleton
class MaintenanceScheduler extends Scheduler {
    private static final Logger LOG = Logger.getLogger(MaintenanceScheduler.class);

    private final ActionExecutor executor;
    private final ScheduleStore schedule;

    MaintenanceScheduler(ActionExecutor executor, ScheduleStore schedule, MeterRegistry registry, Clock clock) {
        super(
                "maintenance",
                "How long the oldest pending maintenance action is overdue",
                "Overdue reminders, starts, completions and announcements",
                registry,
                clock);
        this.executor = executor;
        this.schedule = schedule;
    }

    @Override
    protected boolean doOne(Instant now) {
        return executor.carryOutOne(now);
    }

    @Override
    protected void postpone(Failed failure, Instant now) {
        LOG.errorf(failure, "a due maintenance action failed; it will be retried incident=%s", failure.id());
        schedule.postpone(failure.id(), now, String.valueOf(failure.getMessage()));
    }

    @Override
    protected QueueStats stats(Instant now) {
        return schedule.stats(now);
    }
}
