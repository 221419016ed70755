package org.incidentcomms.api.incident;

import java.util.Collection;
import java.util.Comparator;
import org.incidentcomms.events.ComponentChange;
import org.incidentcomms.events.Impact;

/** How bad an incident is by the states of the components it names, where nobody says. */
public final class ImpactCalculator {
    private ImpactCalculator() {}

    /** Minor where it names none: somebody is hit, or nobody would write. */
    static Impact derived(Collection<ComponentChange> components) {
        return components.stream()
                .map(ImpactCalculator::of)
                .max(Comparator.naturalOrder())
                .orElse(Impact.MINOR);
    }

    /** An impact only rises by itself: an incident is as bad as it was at its worst. */
    static Impact risen(Impact before, Collection<ComponentChange> components) {
        return components.stream()
                .map(ImpactCalculator::of)
                .filter(now -> now.compareTo(before) > 0)
                .max(Comparator.naturalOrder())
                .orElse(before);
    }

    private static Impact of(ComponentChange component) {
        return switch (component.newStatus()) {
            case OPERATIONAL, UNDER_MAINTENANCE -> Impact.NONE;
            case DEGRADED_PERFORMANCE -> Impact.MINOR;
            case PARTIAL_OUTAGE -> Impact.MAJOR;
            case MAJOR_OUTAGE -> Impact.CRITICAL;
        };
    }
}
