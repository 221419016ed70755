package org.incidentcomms.events;

import java.time.Instant;

/** From {@code since} on a component was in this state, until the next one began. */
public record ComponentState(ComponentStatus status, Instant since) {
    public ComponentState {
        Required.present(status, "status");
        Required.present(since, "since");
    }
}
