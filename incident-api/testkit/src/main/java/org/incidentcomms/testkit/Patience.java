package org.incidentcomms.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long a test waits for what must happen before it says that it did not: {@link #LIMIT}, whatever it is.
 *
 * <p>The limit costs time only where something is broken, so it is far longer than anything takes on a slow and busy
 * machine: no verdict may hang on how fast that is.
 */
public final class Patience {
    public static final Duration LIMIT = Duration.ofMinutes(3);

    private Patience() {}

    public static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT);
    }

    /** {@code alias} says what is awaited. */
    public static ConditionFactory await(String alias) {
        return Awaitility.await(alias).atMost(LIMIT);
    }
}
