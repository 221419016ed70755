package org.incidentcomms.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * The time-out of every wait in tests: {@link #LIMIT}.
 *
 * <p>The time-out costs time only if something is broken, so it is far longer than anything takes on a slow and busy
 * machine: no result may depend on the machine's speed.
 */
public final class Patience {
    public static final Duration LIMIT = Duration.ofMinutes(3);

    private Patience() {}

    public static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT);
    }

    /**
     * @param alias description of the awaited condition
     */
    public static ConditionFactory await(String alias) {
        return Awaitility.await(alias).atMost(LIMIT);
    }
}
