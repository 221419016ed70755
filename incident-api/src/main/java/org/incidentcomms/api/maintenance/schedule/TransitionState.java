package org.incidentcomms.api.maintenance.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What has become of a transition. */
public enum TransitionState {
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("done")
    DONE,
    /** Its moment passed in a way that left nothing to tell. */
    @JsonProperty("dropped")
    DROPPED,
    /** An operator did something that takes its place. */
    @JsonProperty("removed")
    REMOVED;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TransitionState of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
