package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Whether something broke or a window of work was announced. */
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
