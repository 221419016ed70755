package org.incidentcomms.api.maintenance;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Shown in {@code /q/health}, never in {@code ready}: an overdue start keeps nobody from telling it by hand. */
@Wellness
@ApplicationScoped
class ScheduleHealth implements HealthCheck {
    private static final Duration WORRYING = Duration.ofMinutes(1);

    private final ScheduleGauges gauges;

    ScheduleHealth(ScheduleGauges gauges) {
        this.gauges = gauges;
    }

    @Override
    public HealthCheckResponse call() {
        Duration lag = gauges.lag();
        return HealthCheckResponse.named("maintenance-schedule")
                .up()
                .withData("degraded", lag.compareTo(WORRYING) > 0)
                .withData("overdue", gauges.due())
                .withData("overdue_seconds", lag.toSeconds())
                .build();
    }
}
