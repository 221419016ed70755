package org.incidentcomms.api.maintenance;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.incidentcomms.api.maintenance.schedule.ScheduledAction;

/** The automatic actions of a maintenance. */
public enum Automatic {
    @JsonProperty("reminder")
    REMINDER(ScheduledAction.Kind.REMINDER),
    @JsonProperty("start")
    START(ScheduledAction.Kind.START),
    @JsonProperty("complete")
    COMPLETE(ScheduledAction.Kind.COMPLETE);

    private final ScheduledAction.Kind kind;

    Automatic(ScheduledAction.Kind kind) {
        this.kind = kind;
    }

    ScheduledAction.Kind kind() {
        return kind;
    }
}
