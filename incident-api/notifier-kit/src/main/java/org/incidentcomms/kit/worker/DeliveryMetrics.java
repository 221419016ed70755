package org.incidentcomms.kit.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.incidentcomms.kit.channel.DeliveryResult;

/**
 * Metrics of deliveries: {@code deliveries_total{destination, result, reason}} (result = delivered, dry_run, retry,
 * rejected, uncertain, deferred, skipped, parked) and {@code delivery_seconds{destination}}, the duration of the channel's call.
 */
final class DeliveryMetrics {
    private final MeterRegistry registry;
    private final String destination;
    private final Timer timer;

    DeliveryMetrics(MeterRegistry registry, String destination) {
        this.registry = registry;
        this.destination = destination;
        this.timer = Timer.builder("delivery")
                .description("time one delivery took")
                .tag("destination", destination)
                .publishPercentileHistogram()
                .register(registry);
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
