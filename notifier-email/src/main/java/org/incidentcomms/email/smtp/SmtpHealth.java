package org.incidentcomms.email.smtp;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** Shows the relay's state in {@code /q/health}. Always UP: mails wait in the ledger while the relay is unreachable. */
@Liveness
@ApplicationScoped
class SmtpHealth implements HealthCheck {
    private final SmtpTransport transport;

    SmtpHealth(SmtpTransport transport) {
        this.transport = transport;
    }

    @Override
    public HealthCheckResponse call() {
        SmtpState state = transport.state();
        SmtpState.Degraded degraded = state.degraded();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("smtp")
                .up()
                .withData("state", degraded == null ? "ok" : "degraded")
                .withData("open_connections", transport.pool().open());
        int leftOut = transport.pool().leftOut();
        if (leftOut > 0) {
            response.withData("relays_left_out", leftOut);
        }
        if (degraded != null) {
            response.withData("reason", degraded.reason().label());
            response.withData("since", degraded.since().toString());
        }
        if (state.lastAcceptedAt() != null) {
            response.withData("last_accepted_at", String.valueOf(state.lastAcceptedAt()));
        }
        return response.build();
    }
}
