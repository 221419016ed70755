package org.incidentcomms.api.draft;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Shown in {@code /q/health}, never in {@code ready}: an overdue draft keeps nobody from publishing it by hand. */
@Wellness
@ApplicationScoped
class PublicationHealth implements HealthCheck {
    private final PublicationGauges gauges;

    PublicationHealth(PublicationGauges gauges) {
        this.gauges = gauges;
    }

    @Override
    public HealthCheckResponse call() {
        return gauges.health("publication-schedule");
    }
}
