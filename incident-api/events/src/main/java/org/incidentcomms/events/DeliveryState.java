package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The delivery state of one event on one destination; see {@link DeliveryReport}. */
public enum DeliveryState {
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("delivering")
    DELIVERING,
    @JsonProperty("delivered")
    DELIVERED,
    @JsonProperty("partial")
    PARTIAL,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("skipped")
    SKIPPED,
    @JsonProperty("stopped")
    STOPPED,
    @JsonProperty("dry_run")
    DRY_RUN;

    /** The name on the wire, in lower-case snake_case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
