package org.incidentcomms.api.maintenance;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.incidentcomms.api.maintenance.schedule.ScheduleStore.Outlook;

/** The scheduler's metrics. The lag grows while the database cannot be asked, so that an alarm on it still rings. */
@ApplicationScoped
class ScheduleGauges {
    private final Clock clock;
    private final MeterRegistry registry;
    private final List<Gauge> meters;
    private volatile Outlook seen = new Outlook(0, null, null);

    ScheduleGauges(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        this.registry = registry;
        meters = List.of(
                Gauge.builder(
                                "maintenance.schedule.lag",
                                this,
                                gauges -> gauges.lag().toMillis() / 1000.0)
                        .baseUnit("seconds")
                        .description("How long what a maintenance should have done by itself is overdue")
                        .register(registry),
                Gauge.builder("maintenance.schedule.due", this, ScheduleGauges::due)
                        .description(
                                "Reminders, starts, completions and announcements that are due and not carried out")
                        .register(registry));
    }

    /** The registry outlives a restart within the process, and would go on asking an object that is gone. */
    @PreDestroy
    void remove() {
        meters.forEach(registry::remove);
    }

    void see(Outlook outlook) {
        seen = outlook;
    }

    long due() {
        return seen.due();
    }

    Duration lag() {
        Instant first = seen.firstDue();
        if (first == null) {
            return Duration.ZERO;
        }
        Duration lag = Duration.between(first, clock.instant());
        return lag.isNegative() ? Duration.ZERO : lag;
    }
}
