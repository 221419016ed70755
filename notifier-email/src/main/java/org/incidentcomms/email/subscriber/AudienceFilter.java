package org.incidentcomms.email.subscriber;

import java.time.Instant;
import java.util.Set;

/**
 * Selects the subscribers of an event: confirmed in time, following its kind and one of the incident's components, in
 * one of the groups it is limited to; and those who follow this incident.
 *
 * @param confirmedUntil confirmed at or before this
 * @param kind what the event is about
 * @param incidentId the incident or maintenance
 * @param components every component the incident ever had; empty if it concerns all subscribers
 * @param groups the groups it is limited to; empty for everybody
 * @param isPublic whether everybody could see it, so that those who follow it may be told whatever their groups
 */
public record AudienceFilter(
        Instant confirmedUntil,
        EventKind kind,
        String incidentId,
        Set<String> components,
        Set<String> groups,
        boolean isPublic) {
    public AudienceFilter {
        components = Set.copyOf(components);
        groups = Set.copyOf(groups);
    }

    /** Of an event for everybody. */
    AudienceFilter(Instant confirmedUntil, EventKind kind, String incidentId, Set<String> components) {
        this(confirmedUntil, kind, incidentId, components, Set.of(), true);
    }

    String[] groupIds() {
        return groups.toArray(String[]::new);
    }

    String[] componentIds() {
        return components.toArray(String[]::new);
    }
}
