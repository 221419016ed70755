package org.incidentcomms.email.subscriber;

import java.time.Instant;
import java.util.Set;

/**
 * Who hears of an incident: those who were there in time and follow it.
 *
 * @param confirmedUntil confirmed at or before this
 * @param components every component it ever had; without any it concerns everybody
 */
public record AudienceFilter(Instant confirmedUntil, Set<String> components) {
    public AudienceFilter {
        components = Set.copyOf(components);
    }
}
