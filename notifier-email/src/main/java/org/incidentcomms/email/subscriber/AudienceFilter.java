package org.incidentcomms.email.subscriber;

import java.time.Instant;
import java.util.Set;

/**
 * Selects the subscribers of an incident: confirmed in time and following one of its components.
 *
 * @param confirmedUntil confirmed at or before this
 * @param components every component the incident ever had; empty if it concerns all subscribers
 */
public record AudienceFilter(Instant confirmedUntil, Set<String> components) {
    public AudienceFilter {
        components = Set.copyOf(components);
    }
}
