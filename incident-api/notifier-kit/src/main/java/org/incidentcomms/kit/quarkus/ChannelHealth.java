package org.incidentcomms.kit.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.notifier.Notifier;

/**
 * Shows reduced service as {@code degraded} in the data of {@code /q/health}. Never "down", because a notifier that
 * waits for Kafka or for a mail server works as designed.
 */
@Liveness
@ApplicationScoped
public class ChannelHealth implements HealthCheck {
    private final NotifierLifecycle lifecycle;

    ChannelHealth(NotifierLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("notifier").up();
        lifecycle.notifier().ifPresent(notifier -> describe(notifier, response));
        return response.build();
    }

    private void describe(Notifier notifier, HealthCheckResponseBuilder response) {
        if (lifecycle.isWaiting()) {
            response.withData("database", "degraded: deliveries wait for it");
        }
        if (!lifecycle.isWaiting() && !notifier.isStarted()) {
            response.withData("ledger", "degraded: new or restored, it waits for its reports in Kafka");
        }
        response.withData("kafka", notifier.hasKafka() ? "ok" : "degraded");
        notifier.channelStates().forEach((destination, state) -> {
            FailureReason reason = state.reason();
            String word = state.pausedUntil() == null ? "ok" : state.parked() ? "degraded: parked" : "degraded";
            response.withData(
                    destination,
                    reason == null ? word : word + " (" + reason.name().toLowerCase(Locale.ROOT) + ")");
        });
        notifier.composingFailures()
                .forEach((destination, at) -> response.withData(
                        destination + "_composing", "degraded: an event could not be composed at " + at));
        notifier.overdueRemovals().forEach((destination, count) -> {
            if (count > 0) {
                response.withData(
                        destination + "_removals", "degraded: " + count + " withdrawn texts are still public");
            }
        });
        response.withData("events_before_first_start", notifier.counts().beforeStart());
        response.withData("dead_letters_poison", notifier.counts().poison());
        response.withData("dead_letters_given_up", notifier.counts().givenUp());
    }
}
