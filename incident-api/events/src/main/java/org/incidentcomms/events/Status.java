package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The status of an incident (the first four) or a maintenance (the last five). */
public enum Status {
    @JsonProperty("investigating")
    INVESTIGATING,
    @JsonProperty("identified")
    IDENTIFIED,
    @JsonProperty("monitoring")
    MONITORING,
    @JsonProperty("resolved")
    RESOLVED,
    @JsonProperty("scheduled")
    SCHEDULED,
    @JsonProperty("in_progress")
    IN_PROGRESS,
    @JsonProperty("verifying")
    VERIFYING,
    @JsonProperty("completed")
    COMPLETED,
    @JsonProperty("cancelled")
    CANCELLED;

    /** The name on the wire, in lower-case snake_case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the status is final: resolved, completed or cancelled. */
    public boolean isTerminal() {
        return this == RESOLVED || this == COMPLETED || this == CANCELLED;
    }
}
