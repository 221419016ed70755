package org.incidentcomms.api.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.incidentcomms.api.access.IdentityFilter.Identified;
import org.incidentcomms.service.problem.ProblemWriter;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.ratelimit.AddressPrefix;
import org.incidentcomms.service.ratelimit.ClientAddress;
import org.incidentcomms.service.ratelimit.TokenBuckets;

/**
 * Rejects with 429, before the body is read, callers above their rate: per subject of the token, and per address
 * without a valid token. A valid token always passes the second limit, so that nobody can lock out others of the same
 * address.
 */
@ApplicationScoped
class RateLimit {
    /** After {@link IdentityFilter}. */
    private static final int PRIORITY = 140;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST_KEYS = 10_000;

    private final Clock clock;
    private final TokenBuckets calls;
    private final TokenBuckets failures;

    RateLimit(RateLimitConfig config, Clock clock) {
        this.clock = clock;
        this.calls = new TokenBuckets(config.perMinute(), MINUTE, MOST_KEYS);
        this.failures = new TokenBuckets(config.failedPerMinute(), MINUTE, MOST_KEYS);
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        if (!context.normalizedPath().startsWith("/v1/") || context.request().method() == HttpMethod.OPTIONS) {
            context.next();
            return;
        }
        Duration wait = take(context);
        if (wait.isZero()) {
            context.next();
            return;
        }
        ProblemWriter.send(context, Problems.tooMany("too many requests", wait));
    }

    private Duration take(RoutingContext context) {
        Identified who = IdentityFilter.of(context);
        if (who != null) {
            return calls.take(who.subject(), clock.millis());
        }
        return IdentityFilter.isUnverified(context)
                ? Duration.ZERO
                : failures.take(AddressPrefix.of(ClientAddress.of(context.request()), 4, 8), clock.millis());
    }

    /** Requests per minute, on each replica; 0 is unlimited. */
    @ConfigMapping(prefix = "rate-limit")
    interface RateLimitConfig {
        /** Requests of one token subject; a whole minute's may come at once. */
        @WithDefault("600")
        int perMinute();

        /** Requests without a valid token from one address. */
        @WithDefault("30")
        int failedPerMinute();
    }
}
