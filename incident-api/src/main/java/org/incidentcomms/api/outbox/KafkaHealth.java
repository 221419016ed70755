package org.incidentcomms.api.outbox;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.incidentcomms.api.outbox.TopicProvisioner.Verdict;

/**
 * Shown in {@code /q/health}, never in {@code ready}: while Kafka is unavailable this service still accepts requests.
 * Misconfigured topics are down: they silently lose order or history.
 */
@Wellness
@ApplicationScoped
class KafkaHealth implements HealthCheck {
    private static final long WORRYING_SECONDS = 10;

    private final TopicProvisioner topics;
    private final RelayGauges gauges;

    KafkaHealth(TopicProvisioner topics, RelayGauges gauges) {
        this.topics = topics;
        this.gauges = gauges;
    }

    @Override
    public HealthCheckResponse call() {
        Verdict verdict = topics.verdict();
        long oldest = gauges.oldestAge().toSeconds();
        var response = HealthCheckResponse.named("kafka")
                .status(verdict != Verdict.DIFFERENT)
                .withData("degraded", verdict != Verdict.AS_PLANNED || oldest >= WORRYING_SECONDS)
                .withData("topics", verdict.name().toLowerCase(java.util.Locale.ROOT))
                .withData("oldest_unpublished_seconds", oldest)
                .withData("publishes_here", gauges.leads());
        if (verdict == Verdict.DIFFERENT) {
            response.withData("differences", String.join("; ", topics.differences()));
        }
        return response.build();
    }
}
