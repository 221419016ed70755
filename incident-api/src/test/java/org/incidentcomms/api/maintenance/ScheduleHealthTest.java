package org.incidentcomms.api.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.incidentcomms.api.scheduling.QueueStats;
import org.incidentcomms.api.scheduling.SchedulerMetrics;
import org.junit.jupiter.api.Test;

class ScheduleHealthTest {
    private static final Instant DUE = Instant.parse("2027-08-07T17:00:00Z");
    private final AtomicReference<Instant> time = new AtomicReference<>(DUE);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SchedulerMetrics metrics = new SchedulerMetrics(
            registry, new SettableClock(time, Duration.ZERO), "maintenance.schedule", "lag", "due");

    @Test
    void it_is_degraded_once_something_is_overdue_for_more_than_a_minute() {
        metrics.see(new QueueStats(2, DUE, DUE));

        time.set(DUE.plusSeconds(60));
        assertThat(health()).containsEntry("degraded", false).containsEntry("overdue_seconds", 60L);
        time.set(DUE.plusSeconds(61));
        assertThat(health()).containsEntry("degraded", true).containsEntry("overdue", 2L);
        assertThat(registry.get("maintenance.schedule.lag").gauge().value()).isEqualTo(61.0);
        assertThat(registry.get("maintenance.schedule.due").gauge().value()).isEqualTo(2.0);
    }

    @Test
    void what_is_still_to_come_is_no_lag() {
        metrics.see(new QueueStats(0, DUE.plusSeconds(5), DUE.plusSeconds(5)));

        assertThat(health()).containsEntry("degraded", false).containsEntry("overdue_seconds", 0L);
    }

    private Map<String, Object> health() {
        return metrics.health("maintenance-schedule").getData().orElseThrow();
    }
}
