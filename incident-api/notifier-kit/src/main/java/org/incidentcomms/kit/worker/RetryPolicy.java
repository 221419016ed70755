package org.incidentcomms.kit.worker;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to try again, and when to stop trying.
 *
 * @param first pause after the first failure; doubles with each further one
 * @param longest no pause is longer
 * @param attempts how often one recipient is tried at most
 * @param giveUpAfter how long after an event was accepted anybody is still told of it
 */
public record RetryPolicy(Duration first, Duration longest, int attempts, Duration giveUpAfter) {
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofSeconds(5), Duration.ofMinutes(30), 72, Duration.ofHours(24));

    /** The pause after {@code failures} failures in a row, spread by ±20 % so that many do not return at once. */
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
