package org.incidentcomms.events;

import java.time.Instant;

/** From {@code since} on a component was in this state, until the next one began. */
public record ComponentState(ComponentStatus status, Instant since) {
    public ComponentState {
        Preconditions.present(status, "status");
        Preconditions.present(since, "since");
    }
}
