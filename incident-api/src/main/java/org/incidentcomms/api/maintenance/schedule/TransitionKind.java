package org.incidentcomms.api.maintenance.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What can happen by itself, in the order in which it does. */
public enum TransitionKind {
    @JsonProperty("reminder")
    REMINDER,
    @JsonProperty("start")
    START,
    @JsonProperty("complete")
    COMPLETE,
    /** The next occurrence of the series is announced. */
    @JsonProperty("next")
    NEXT;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TransitionKind of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
