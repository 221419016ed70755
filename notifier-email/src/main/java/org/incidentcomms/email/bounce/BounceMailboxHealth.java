package org.incidentcomms.email.bounce;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** Shows the bounce mailbox in {@code /q/health}. Always UP: mails are sent without it, and bounces wait in it. */
@Liveness
@ApplicationScoped
class BounceMailboxHealth implements HealthCheck {
    private final BouncePoller poller;

    BounceMailboxHealth(BouncePoller poller) {
        this.poller = poller;
    }

    @Override
    public HealthCheckResponse call() {
        BouncePoller.State state = poller.state();
        String word = !poller.isOn() ? "off" : state.since() == null ? "ok" : "degraded";
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("bounce-mailbox").up().withData("state", word);
        if (state.since() != null) {
            response.withData("since", state.since().toString());
        }
        if (state.reason() != null) {
            response.withData("reason", state.reason());
        }
        if (state.lastReadAt() != null) {
            response.withData("last_read_at", state.lastReadAt().toString());
        }
        return response.build();
    }
}
