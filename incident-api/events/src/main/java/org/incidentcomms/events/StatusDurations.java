package org.incidentcomms.events;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The time a component spent in each status. Not on the wire. */
public record StatusDurations(long operational, long degraded, long partial, long major, long maintenance) {
    public static final StatusDurations NONE = new StatusDurations(0, 0, 0, 0, 0);

    private static final BigDecimal PARTLY = new BigDecimal("0.3");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Sums several days. */
    public static StatusDurations of(List<ComponentDay> days) {
        return days.stream().map(ComponentDay::seconds).reduce(NONE, StatusDurations::plus);
    }

    public long of(ComponentStatus status) {
        return switch (status) {
            case OPERATIONAL -> operational;
            case DEGRADED_PERFORMANCE -> degraded;
            case PARTIAL_OUTAGE -> partial;
            case MAJOR_OUTAGE -> major;
            case UNDER_MAINTENANCE -> maintenance;
        };
    }

    /** The total time with a known status. */
    public long known() {
        return operational + degraded + partial + major + maintenance;
    }

    /**
     * 100 minus major outages in full and partial outages by 30 %, as Statuspage counts; degraded performance and
     * maintenance count as up. Two decimals, rounded down, so that 100 means no downtime; null if nothing is known.
     */
    public @Nullable BigDecimal uptimePercent() {
        long known = known();
        if (known == 0) {
            return null;
        }
        BigDecimal down =
                BigDecimal.valueOf(major).add(BigDecimal.valueOf(partial).multiply(PARTLY));
        return BigDecimal.valueOf(known)
                .subtract(down)
                .multiply(HUNDRED)
                .divide(BigDecimal.valueOf(known), 2, RoundingMode.DOWN);
    }

    StatusDurations plus(ComponentStatus status, long seconds) {
        return switch (status) {
            case OPERATIONAL -> new StatusDurations(operational + seconds, degraded, partial, major, maintenance);
            case DEGRADED_PERFORMANCE ->
                new StatusDurations(operational, degraded + seconds, partial, major, maintenance);
            case PARTIAL_OUTAGE -> new StatusDurations(operational, degraded, partial + seconds, major, maintenance);
            case MAJOR_OUTAGE -> new StatusDurations(operational, degraded, partial, major + seconds, maintenance);
            case UNDER_MAINTENANCE -> new StatusDurations(operational, degraded, partial, major, maintenance + seconds);
        };
    }

    private StatusDurations plus(StatusDurations other) {
        return new StatusDurations(
                operational + other.operational,
                degraded + other.degraded,
                partial + other.partial,
                major + other.major,
                maintenance + other.maintenance);
    }
}
