package org.incidentcomms.api.component;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.events.ComponentStatus;
import org.jspecify.annotations.Nullable;

/**
 * How a component was on each of some days. A day is the company's, so it has 23 or 25 hours when the clocks change; the
 * day a component was added and today count from then and until now.
 */
@Schema(name = "Uptime")
public record Uptime(
        String componentId,

        @Schema(description = "In which days begin.", examples = "America/Los_Angeles")
        String timeZone,

        @Schema(description = "Of all days together; null before the component was there.", examples = "99.98")
        @Nullable BigDecimal uptimePercent,

        @Schema(description = "Oldest first; the last is today.")
        List<Day> days) {

    /** One day. The seconds add up to how much of it there has been. */
    @Schema(name = "UptimeDay")
    public record Day(
            @Schema(examples = "2026-03-08") LocalDate date,

            @Schema(description = "How long it was in which state.")
            Seconds seconds,

            @Schema(
                    description = "100 less major outages in full and partial outages by 30 %, as Statuspage counts;"
                            + " degraded performance and maintenance count as up. Rounded down, so that 100 is 100.",
                    examples = "99.98")
            @Nullable BigDecimal uptimePercent) {}

    /** Seconds in each state. */
    @Schema(name = "UptimeSeconds")
    public record Seconds(
            long operational,
            @JsonProperty("degraded_performance") long degraded,
            @JsonProperty("partial_outage") long partial,
            @JsonProperty("major_outage") long major,
            @JsonProperty("under_maintenance") long maintenance) {

        private static Seconds of(Map<ComponentStatus, Long> seconds) {
            return new Seconds(
                    seconds.getOrDefault(ComponentStatus.OPERATIONAL, 0L),
                    seconds.getOrDefault(ComponentStatus.DEGRADED_PERFORMANCE, 0L),
                    seconds.getOrDefault(ComponentStatus.PARTIAL_OUTAGE, 0L),
                    seconds.getOrDefault(ComponentStatus.MAJOR_OUTAGE, 0L),
                    seconds.getOrDefault(ComponentStatus.UNDER_MAINTENANCE, 0L));
        }

        private Seconds plus(Seconds other) {
            return new Seconds(
                    operational + other.operational,
                    degraded + other.degraded,
                    partial + other.partial,
                    major + other.major,
                    maintenance + other.maintenance);
        }

        private @Nullable BigDecimal uptimePercent() {
            long all = operational + degraded + partial + major + maintenance;
            if (all == 0) {
                return null;
            }
            BigDecimal down =
                    BigDecimal.valueOf(major).add(BigDecimal.valueOf(partial).multiply(PARTLY));
            return BigDecimal.valueOf(all)
                    .subtract(down)
                    .multiply(HUNDRED)
                    .divide(BigDecimal.valueOf(all), 2, RoundingMode.DOWN);
        }
    }

    private static final BigDecimal PARTLY = new BigDecimal("0.3");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * @param changes oldest first; before the first of them there was no component
     * @param days how many, today among them
     */
    static Uptime of(String componentId, List<StateChange> changes, int days, ZoneId zone, Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        List<Day> counted = new ArrayList<>();
        Seconds all = Seconds.of(Map.of());
        for (LocalDate date = today.minusDays(days - 1L); !date.isAfter(today); date = date.plusDays(1)) {
            Instant begin = date.atStartOfDay(zone).toInstant();
            Instant end = date.plusDays(1).atStartOfDay(zone).toInstant();
            Seconds seconds = seconds(changes, begin, end.isAfter(now) ? toSecond(now) : end);
            counted.add(new Day(date, seconds, seconds.uptimePercent()));
            all = all.plus(seconds);
        }
        return new Uptime(componentId, zone.getId(), all.uptimePercent(), counted);
    }

    private static Seconds seconds(List<StateChange> changes, Instant begin, Instant end) {
        Map<ComponentStatus, Long> seconds = new EnumMap<>(ComponentStatus.class);
        for (int i = 0; i < changes.size(); i++) {
            Instant from = later(begin, toSecond(changes.get(i).at()));
            Instant next = i + 1 < changes.size() ? toSecond(changes.get(i + 1).at()) : end;
            Instant until = next.isBefore(end) ? next : end;
            if (until.isAfter(from)) {
                seconds.merge(
                        changes.get(i).status(), Duration.between(from, until).toSeconds(), Long::sum);
            }
        }
        return Seconds.of(seconds);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant toSecond(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
