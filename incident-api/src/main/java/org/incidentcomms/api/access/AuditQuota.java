package org.incidentcomms.api.access;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits how many refusals per period (one minute in production) are recorded: a number per subject, and fewer for all
 * anonymous callers together, as their requests cost nothing. Thread-safe; its memory is bounded.
 */
final class AuditQuota {
    static final String NAMELESS = "";
    static final int OF_THE_NAMELESS = 30;
    static final int OF_EACH = 60;
    /** Further subjects share the quota of one. */
    static final int NAMES = 500;

    private static final String OTHERS = "others";

    /** The number of refusals of an ended period that were not recorded. */
    record LeftOut(String name, long number) {}

    private final Map<String, Long> refused = new HashMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final long periodMillis;
    private long period;

    AuditQuota(Duration period) {
        this.periodMillis = Math.max(1, period.toMillis());
    }

    /** Whether this refusal is recorded. */
    synchronized boolean take(String name, Instant now) {
        roll(now);
        String known = name.equals(NAMELESS) || refused.containsKey(name) || refused.size() < NAMES ? name : OTHERS;
        return refused.merge(known, 1L, Long::sum) <= most(known);
    }

    /** Returns the numbers omitted in ended periods, each once. */
    synchronized List<LeftOut> leftOut(Instant now) {
        roll(now);
        List<LeftOut> told = List.copyOf(leftOut);
        leftOut.clear();
        return told;
    }

    private void roll(Instant now) {
        long current = now.toEpochMilli() / periodMillis;
        if (current == period) {
            return;
        }
        period = current;
        refused.forEach((name, number) -> {
            if (number > most(name)) {
                leftOut.add(new LeftOut(name, number - most(name)));
            }
        });
        refused.clear();
    }

    private static int most(String name) {
        return name.equals(NAMELESS) ? OF_THE_NAMELESS : OF_EACH;
    }
}
