package org.incidentcomms.events;

import java.time.Instant;

/** A status that began at {@code since} and lasted until the next one began. */
public record ComponentState(ComponentStatus status, Instant since) {
    public ComponentState {
        Preconditions.present(status, "status");
        Preconditions.present(since, "since");
    }
}
