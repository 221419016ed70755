package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The status of a component, from best to worst; planned maintenance comes last and is not a fault. */
public enum ComponentStatus {
    @JsonProperty("operational")
    OPERATIONAL,
    @JsonProperty("degraded_performance")
    DEGRADED_PERFORMANCE,
    @JsonProperty("partial_outage")
    PARTIAL_OUTAGE,
    @JsonProperty("major_outage")
    MAJOR_OUTAGE,
    @JsonProperty("under_maintenance")
    UNDER_MAINTENANCE;

    /** The name on the wire, in lower-case snake_case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
