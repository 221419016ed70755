package org.incidentcomms.service.jwt;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.health.api.Wellness;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.incidentcomms.service.jwt.RemoteJwks.State;

/**
 * Shown in {@code /q/health}, never in {@code ready}, and always up: taking a replica out of service would not make the
 * identity provider available.
 */
@Startup
@Wellness
@ApplicationScoped
class JwksHealth implements HealthCheck {
    private final RemoteJwks jwks;
    private final MeterRegistry registry;
    private final Gauge gauge;

    JwksHealth(RemoteJwks jwks, MeterRegistry registry) {
        this.jwks = jwks;
        this.registry = registry;
        this.gauge = Gauge.builder("jwks.degraded", jwks, it -> it.state().ordinal())
                .description(
                        "0 the JWKS is fetched, 1 it is not and earlier keys are used, 2 calls with a token are 503")
                .register(registry);
    }

    /** The registry outlives a restart within the process. */
    @PreDestroy
    void remove() {
        registry.remove(gauge);
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("jwks").up().withData("degraded", jwks.state() != State.OK);
        if (jwks.resolver().isEmpty()) {
            return response.withData("source", "file").build();
        }
        JwksFetcher fetcher = jwks.fetcher();
        response.withData("source", "address").withData("keys", fetcher.keys());
        Instant lastSuccess = fetcher.lastSuccess();
        if (lastSuccess != null) {
            response.withData("fetched_at", lastSuccess.toString());
        }
        JwksFetcher.Failure failure = fetcher.failure();
        if (failure != null) {
            response.withData("reason", failure.reason())
                    .withData("since", failure.since().toString())
                    .withData(
                            "tokens",
                            jwks.state() == State.RETAINED ? "verified with earlier keys" : "answered with 503");
        }
        return response.build();
    }
}
