package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.ZoneId;

/** The time of a maintenance, and the zone it is displayed in. The end is after the start. */
public record Window(
        @JsonProperty("starts_at") Instant startsAt,
        @JsonProperty("ends_at") Instant endsAt,
        @JsonProperty("time_zone") ZoneId timeZone) {
    public Window {
        Preconditions.present(startsAt, "starts_at");
        Preconditions.present(endsAt, "ends_at");
        Preconditions.present(timeZone, "time_zone");
        if (!endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException("ends_at must be after starts_at");
        }
    }
}
