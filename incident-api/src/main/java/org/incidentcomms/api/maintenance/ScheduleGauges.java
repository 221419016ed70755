package org.incidentcomms.api.maintenance;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.incidentcomms.api.clockwork.DueGauges;

/** The scheduler's metrics. */
@Singleton
class ScheduleGauges extends DueGauges {
    ScheduleGauges(MeterRegistry registry, Clock clock) {
        super(
                registry,
                clock,
                "maintenance.schedule",
                "How long what a maintenance should have done by itself is overdue",
                "Reminders, starts, completions and announcements that are due and not carried out");
    }
}
