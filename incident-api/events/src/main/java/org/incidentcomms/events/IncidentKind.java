package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** An unplanned incident or a planned maintenance. */
public enum IncidentKind {
    @JsonProperty("incident")
    INCIDENT,
    @JsonProperty("maintenance")
    MAINTENANCE;

    /** The name on the wire, in lower-case snake_case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
