package org.incidentcomms.api.component;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.events.ComponentDay;
import org.incidentcomms.events.ComponentState;
import org.incidentcomms.events.StatusDurations;
import org.jspecify.annotations.Nullable;

/** A component's uptime on recent days in the company's zone, as {@link ComponentDay} counts them. */
@Schema(name = "Uptime")
public record Uptime(
        String componentId,

        @Schema(description = "IANA zone in which days begin.", examples = "America/Los_Angeles")
        String timeZone,

        @Schema(
                description = "Uptime over all days; null for the time before the component was created.",
                examples = "99.98")
        @Nullable BigDecimal uptimePercent,

        @Schema(description = "Oldest first; the last entry is today.")
        List<Day> days) {

    /** One day. The seconds add up to the elapsed part of the day. */
    @Schema(name = "UptimeDay")
    public record Day(
            @Schema(examples = "2026-03-08") LocalDate date,

            @Schema(description = "Seconds spent in each status.")
            Seconds seconds,

            @Schema(
                    description = "100 minus downtime; a major outage counts in full, a partial outage 30 %, as in "
                            + "Statuspage. Degraded performance and maintenance count as up. Rounded down, so 100 "
                            + "means no downtime.",
                    examples = "99.98")
            @Nullable BigDecimal uptimePercent) {}

    /** Seconds in each status. */
    @Schema(name = "UptimeSeconds")
    public record Seconds(
            long operational,
            @JsonProperty("degraded_performance") long degraded,
            @JsonProperty("partial_outage") long partial,
            @JsonProperty("major_outage") long major,
            @JsonProperty("under_maintenance") long maintenance) {

        private static Seconds of(StatusDurations counted) {
            return new Seconds(
                    counted.operational(),
                    counted.degraded(),
                    counted.partial(),
                    counted.major(),
                    counted.maintenance());
        }
    }

    /**
     * @param history oldest first; before the first entry the component did not exist
     * @param days number of days, including today
     */
    static Uptime of(String componentId, List<ComponentState> history, int days, ZoneId zone, Instant now) {
        List<ComponentDay> counted = ComponentDay.of(history, days, zone, now);
        return new Uptime(
                componentId,
                zone.getId(),
                StatusDurations.of(counted).uptimePercent(),
                counted.stream()
                        .map(day -> new Day(
                                day.date(),
                                Seconds.of(day.seconds()),
                                day.seconds().uptimePercent()))
                        .toList());
    }
}
