package org.incidentcomms.testkit.x;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a stub gets wrong from now on. Faults are used in the order they were given, each as often as it was given; a
 * request must be well signed to meet one.
 */
public final class XFaults {

    /** The calls of the API. */
    public enum Call {
        CREATE,
        DELETE,
        ME,
        TIMELINE
    }

    /** How often a fault is met that holds until {@link #clear()}. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    private final List<Planned> planned = new CopyOnWriteArrayList<>();
    private final Map<XFault, AtomicInteger> met = new EnumMap<>(XFault.class);
    private volatile Duration delay = Duration.ZERO;
    private volatile Duration timelineLag = Duration.ZERO;
    private volatile Duration untilReset = Duration.ofMinutes(15);

    XFaults() {
        for (XFault fault : XFault.values()) {
            met.put(fault, new AtomicInteger());
        }
    }

    /** The next posts meet this fault. */
    public void nextPosts(int times, XFault fault) {
        next(Call.CREATE, times, fault);
    }

    /** The next calls of this kind meet this fault. */
    public void next(Call call, int times, XFault fault) {
        planned.add(new Planned(call, fault, new AtomicInteger(times)));
    }

    /** The next calls of this kind are answered 429, with a reset so far away. */
    public void rateLimit(Call call, int times, Duration until) {
        untilReset = until;
        next(call, times, XFault.TOO_MANY_REQUESTS);
    }

    /** Every answer comes this much later. */
    public void delayAnswers(Duration by) {
        delay = by;
    }

    /** A post shows in the timeline only so long after it was taken. */
    public void timelineLag(Duration by) {
        timelineLag = by;
    }

    /** From now on nothing goes wrong; the counts stay. */
    public void clear() {
        planned.clear();
        delay = Duration.ZERO;
        timelineLag = Duration.ZERO;
    }

    /** How many calls have met this fault. */
    public int met(XFault fault) {
        AtomicInteger count = met.get(fault);
        return count == null ? 0 : count.get();
    }

    Optional<XFault> use(Call call) {
        for (Planned plan : planned) {
            if (plan.call == call && plan.use()) {
                met.computeIfPresent(plan.fault, (fault, count) -> {
                    count.incrementAndGet();
                    return count;
                });
                return Optional.of(plan.fault);
            }
        }
        return Optional.empty();
    }

    Duration delay() {
        return delay;
    }

    Duration timelineLag() {
        return timelineLag;
    }

    Duration untilReset() {
        return untilReset;
    }

    private record Planned(Call call, XFault fault, AtomicInteger left) {

        boolean use() {
            return left.getAndUpdate(n -> n == ALWAYS || n == 0 ? n : n - 1) > 0;
        }
    }
}
