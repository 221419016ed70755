package org.incidentcomms.api.access;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many refusals of one period, a minute in earnest, are written down: so many of each name, and fewer of all callers
 * without a name together, for they cost nothing to make. Thread-safe; its memory is bounded.
 */
final class AuditQuota {
    static final String NAMELESS = "";
    static final int OF_THE_NAMELESS = 30;
    static final int OF_EACH = 60;
    /** Names beyond these share what one name has. */
    static final int NAMES = 500;

    private static final String OTHERS = "others";

    /** That so many refusals of a period that is over were not written down. */
    record LeftOut(String name, long number) {}

    private final Map<String, Long> refused = new HashMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final long periodMillis;
    private long period;

    AuditQuota(Duration period) {
        this.periodMillis = Math.max(1, period.toMillis());
    }

    /** Whether this one is to be written down. */
    synchronized boolean take(String name, Instant now) {
        roll(now);
        String known = name.equals(NAMELESS) || refused.containsKey(name) || refused.size() < NAMES ? name : OTHERS;
        return refused.merge(known, 1L, Long::sum) <= most(known);
    }

    /** What was left out of periods that are over; told once. */
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
