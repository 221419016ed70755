package org.incidentcomms.api.scheduling;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Metrics and health check of a scheduler. The lag grows while the database is unavailable, so that an alert on it
 * still fires.
 */
public final class SchedulerMetrics {
    private static final Duration WORRYING = Duration.ofMinutes(1);

    private final Clock clock;
    private final MeterRegistry registry;
    private final List<Gauge> meters;
    private volatile QueueStats seen = new QueueStats(0, null, null);

    /** Registers {@code <name>.lag} and {@code <name>.due}. */
    public SchedulerMetrics(MeterRegistry registry, Clock clock, String name, String lagIs, String dueAre) {
        this.clock = clock;
        this.registry = registry;
        meters = List.of(
                Gauge.builder(name + ".lag", this, gauges -> gauges.lag().toMillis() / 1000.0)
                        .baseUnit("seconds")
                        .description(lagIs)
                        .register(registry),
                Gauge.builder(name + ".due", this, SchedulerMetrics::due)
                        .description(dueAre)
                        .register(registry));
    }

    /** The registry outlives a restart within the process, and would keep querying a closed object. */
    void remove() {
        meters.forEach(registry::remove);
    }

    public void see(QueueStats outlook) {
        seen = outlook;
    }

    /** Up, but degraded if an item has been due for more than a minute. */
    public HealthCheckResponse health(String name) {
        Duration lag = lag();
        return HealthCheckResponse.named(name)
                .up()
                .withData("degraded", lag.compareTo(WORRYING) > 0)
                .withData("overdue", due())
                .withData("overdue_seconds", lag.toSeconds())
                .build();
    }

    private long due() {
        return seen.due();
    }

    private Duration lag() {
        Instant first = seen.firstDue();
        if (first == null) {
            return Duration.ZERO;
        }
        Duration lag = Duration.between(first, clock.instant());
        return lag.isNegative() ? Duration.ZERO : lag;
    }
}
