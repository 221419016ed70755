package org.incidentcomms.service.metrics;

import io.prometheus.client.exemplars.DefaultExemplarSampler;
import io.prometheus.client.exemplars.ExemplarSampler;
import io.prometheus.client.exemplars.tracer.otel.OpenTelemetrySpanContextSupplier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Keeps, for each counter and each bucket of a histogram, the ids of the span in which one of its values was measured; none
 * while tracing is off. Takes the place of Quarkus' own, which is empty without its OpenTelemetry extension.
 */
@Dependent
class TraceExemplars {
    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Optional<ExemplarSampler> sampler() {
        return Optional.of(new DefaultExemplarSampler(new OpenTelemetrySpanContextSupplier()));
    }
}
