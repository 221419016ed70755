package org.incidentcomms.api.maintenance;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Shown in {@code /q/health}, never in {@code ready}: an overdue start keeps nobody from telling it by hand. */
@Wellness
@ApplicationScoped
class ScheduleHealth implements HealthCheck {
    private final ScheduleGauges gauges;

    ScheduleHealth(ScheduleGauges gauges) {
        this.gauges = gauges;
    }

    @Override
    public HealthCheckResponse call() {
        return gauges.health("maintenance-schedule");
    }
}
