package org.incidentcomms.blog.site;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.incidentcomms.blog.site.files.SiteDirectory;

/**
 * Ready once there are files to serve, even old ones; a Kafka outage is shown but does not make the service unready.
 */
@Readiness
@Singleton
class SiteHealth implements HealthCheck {
    private final SiteDirectory directory;
    private final SiteLifecycle lifecycle;

    SiteHealth(SiteDirectory directory, SiteLifecycle lifecycle) {
        this.directory = directory;
        this.lifecycle = lifecycle;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("site")
                .status(directory.isServable())
                .withData("kafka", lifecycle.hasKafka() ? "ok" : "degraded")
                .withData(
                        "log",
                        lifecycle.lacksHistory()
                                ? "degraded: incidents or components are missing, serving the existing files"
                                : "ok")
                .withData("files", lifecycle.isCaughtUp() ? "current" : "as found at start")
                .build();
    }
}
