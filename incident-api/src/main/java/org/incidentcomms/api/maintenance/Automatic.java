package org.incidentcomms.api.maintenance;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.incidentcomms.api.maintenance.schedule.TransitionKind;

/** What a maintenance tells by itself. */
public enum Automatic {
    @JsonProperty("reminder")
    REMINDER(TransitionKind.REMINDER),
    @JsonProperty("start")
    START(TransitionKind.START),
    @JsonProperty("complete")
    COMPLETE(TransitionKind.COMPLETE);

    private final TransitionKind kind;

    Automatic(TransitionKind kind) {
        this.kind = kind;
    }

    TransitionKind kind() {
        return kind;
    }
}
