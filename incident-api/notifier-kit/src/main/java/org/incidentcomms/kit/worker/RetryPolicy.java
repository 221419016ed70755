package org.incidentcomms.kit.worker;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Retry intervals and limits.
 *
 * @param first pause after the first failure; doubles with each further one
 * @param longest maximum pause
 * @param attempts maximum number of attempts per recipient
 * @param giveUpAfter time after an event's acceptance after which it is given up
 */
public record RetryPolicy(Duration first, Duration longest, int attempts, Duration giveUpAfter) {
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofSeconds(5), Duration.ofMinutes(30), 72, Duration.ofHours(24));

    /** The pause after {@code failures} consecutive failures, with ±20 % jitter to avoid simultaneous retries. */
    Duration pause(int failures, RandomGenerator random) {
        return spread(doubled(first, longest, failures), random);
    }

    static Duration doubled(Duration first, Duration longest, int failures) {
        int doublings = Math.clamp(failures - 1, 0, 20);
        Duration pause = first.multipliedBy(1L << doublings);
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    static Duration spread(Duration pause, RandomGenerator random) {
        return Duration.ofMillis((long) (pause.toMillis() * random.nextDouble(0.8, 1.2)));
    }
}
