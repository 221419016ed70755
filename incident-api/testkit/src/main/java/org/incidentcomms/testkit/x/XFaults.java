package org.incidentcomms.testkit.x;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The faults of a stub. Faults apply in the order they were added, each for its number of times; a request must be
 * correctly signed to meet one.
 */
public final class XFaults {

    /** The calls of the API. */
    public enum Call {
        CREATE,
        DELETE,
        ME,
        TIMELINE
    }

    /** Number of times of a fault that applies until {@link #clear()}. */
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

    /** Applies this fault to the next posts. */
    public void nextPosts(int times, XFault fault) {
        next(Call.CREATE, times, fault);
    }

    /** Applies this fault to the next calls of this kind. */
    public void next(Call call, int times, XFault fault) {
        planned.add(new Planned(call, fault, new AtomicInteger(times)));
    }

    /** Answers the next calls of this kind with 429 and a reset this far in the future. */
    public void rateLimit(Call call, int times, Duration until) {
        untilReset = until;
        next(call, times, XFault.TOO_MANY_REQUESTS);
    }

    /** Delays every response. */
    public void delayAnswers(Duration by) {
        delay = by;
    }

    /** Delays a post's appearance in the timeline. */
    public void timelineLag(Duration by) {
        timelineLag = by;
    }

    /** Removes all faults; the counts are kept. */
    public void clear() {
        planned.clear();
        delay = Duration.ZERO;
        timelineLag = Duration.ZERO;
    }

    /** Number of calls that met this fault. */
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
