package org.incidentcomms.twitter.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Says in {@code /q/health} whether posts leave at all. Always up: how X answers is told by the kit's check. */
@Liveness
@ApplicationScoped
public class XHealth implements HealthCheck {
    private final XGateway gateway;

    XHealth(XGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("x")
                .up()
                .withData("mode", gateway.isDry() ? "dry_run" : "live")
                .withData("api", gateway.apiUrl().toString())
                .build();
    }
}
