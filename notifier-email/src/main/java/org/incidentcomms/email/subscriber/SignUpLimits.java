package org.incidentcomms.email.subscriber;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.ratelimit.TokenBuckets;

/**
 * Limits sign-ups per network and in all, before anything is stored. None depends on the address asked for, so a
 * refusal tells nothing about it.
 */
@ApplicationScoped
class SignUpLimits {
    private static final int MOST_KEYS = 10_000;
    private static final String ALL = "all";

    private final TokenBuckets perNetwork;
    private final TokenBuckets perSecond;
    private final TokenBuckets perDay;
    private final Clock clock;

    SignUpLimits(SignUpConfig config, Clock clock) {
        this.perNetwork = new TokenBuckets(config.perNetwork(), Duration.ofHours(1), MOST_KEYS);
        this.perSecond = new TokenBuckets(config.perSecond(), Duration.ofSeconds(1), 1);
        this.perDay = new TokenBuckets(config.perDay(), Duration.ofDays(1), 1);
        this.clock = clock;
    }

    /**
     * Counts a request from {@code network}. What its network may not send does not count for all.
     *
     * @throws Problem 429 with Retry-After above a limit
     */
    void count(String network) {
        long now = clock.millis();
        refuseIfPositive(perNetwork.take(network, now));
        refuseIfPositive(perSecond.take(ALL, now));
        refuseIfPositive(perDay.take(ALL, now));
    }

    /** The problem that {@link #count} would throw now; counts nothing. */
    Optional<Problem> look(String network) {
        long now = clock.millis();
        return Stream.of(perNetwork.peek(network, now), perSecond.peek(ALL, now), perDay.peek(ALL, now))
                .filter(Duration::isPositive)
                .findFirst()
                .map(SignUpLimits::tooMany);
    }

    /** 429, when the caller may try again after {@code wait}. */
    static Problem tooMany(Duration wait) {
        return Problems.tooMany("too many requests to subscribe", wait);
    }

    private static void refuseIfPositive(Duration wait) {
        if (wait.isPositive()) {
            throw tooMany(wait);
        }
    }
}
