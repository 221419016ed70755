package org.incidentcomms.email.subscriber;

import java.time.Instant;
import java.util.Set;

/**
 * Selects the subscribers of an event: confirmed in time, following its kind and one of the incident's components; and
 * those who follow this incident.
 *
 * @param confirmedUntil confirmed at or before this
 * @param kind what the event is about
 * @param incidentId the incident or maintenance
 * @param components every component the incident ever had; empty if it concerns all subscribers
 */
public record AudienceFilter(Instant confirmedUntil, EventKind kind, String incidentId, Set<String> components) {
    public AudienceFilter {
        components = Set.copyOf(components);
    }

    String[] componentIds() {
        return components.toArray(String[]::new);
    }
}
