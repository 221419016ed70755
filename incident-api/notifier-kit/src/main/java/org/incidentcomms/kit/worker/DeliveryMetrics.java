package org.incidentcomms.kit.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;
import org.incidentcomms.kit.channel.DeliveryResult;

/**
 * Metrics of deliveries: {@code deliveries_total{destination, result, reason}} (result = delivered, dry_run, retry,
 * rejected, uncertain, deferred, skipped, parked) and {@code delivery_seconds{destination}}, the duration of the channel's call;
 * {@code delivery_accepted_to_delivered_seconds{destination}}, how long customers waited.
 */
final class DeliveryMetrics {
    /** From "at once" to "the next morning": a long list takes its time, and an outage more. */
    private static final Duration[] BOUNDS = LongStream.of(
                    250, 500, 1000, 2000, 5000, 15_000, 60_000, 300_000, 3_600_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final String destination;
    private final Timer timer;
    private final Timer waited;

    DeliveryMetrics(MeterRegistry registry, String destination) {
        this.registry = registry;
        this.destination = destination;
        this.timer = Timer.builder("delivery")
                .description("time one delivery took")
                .tag("destination", destination)
                .publishPercentileHistogram()
                .register(registry);
        this.waited = Timer.builder("delivery.accepted.to.delivered")
                .description("time from the event's acceptance to a delivery of it")
                .tag("destination", destination)
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }

    /** One delivery was taken; {@code sinceAccepted} is how long after the API accepted the event. */
    void delivered(Duration sinceAccepted) {
        // The API that accepted it may run on another machine, whose clock is ahead.
        waited.record(sinceAccepted.isNegative() ? Duration.ZERO : sinceAccepted);
    }

    void count(DeliveryResult result, Duration took) {
        timer.record(took);
        switch (result) {
            case DeliveryResult.Delivered delivered -> count(delivered.dryRun() ? "dry_run" : "delivered", "none");
            case DeliveryResult.Retry retry -> count("retry", retry.reason().label());
            case DeliveryResult.Rejected rejected ->
                count("rejected", rejected.reason().label());
            case DeliveryResult.Uncertain uncertain ->
                count("uncertain", uncertain.reason().label());
            case DeliveryResult.Deferred deferred ->
                count("deferred", deferred.reason().label());
            case DeliveryResult.Skipped skipped ->
                count("skipped", skipped.reason().label());
            case DeliveryResult.Park park -> count("parked", park.reason().label());
        }
    }

    private void count(String result, String reason) {
        registry.counter("deliveries", "destination", destination, "result", result, "reason", reason)
                .increment();
    }
}
