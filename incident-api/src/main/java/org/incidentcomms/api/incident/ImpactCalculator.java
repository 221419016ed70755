package org.incidentcomms.api.incident;

import java.util.Collection;
import java.util.Comparator;
import org.incidentcomms.api.component.ComponentStatusInput;
import org.incidentcomms.events.ComponentChange;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;

/** Derives the impact of an incident from the statuses of its components, if none is given. */
public final class ImpactCalculator {
    private ImpactCalculator() {}

    /** Minor if it names no component. */
    static Impact derived(Collection<ComponentChange> components) {
        return components.stream()
                .map(ImpactCalculator::of)
                .max(Comparator.naturalOrder())
                .orElse(Impact.MINOR);
    }

    /** A derived impact only rises: it stays at the worst value. */
    static Impact risen(Impact before, Collection<ComponentChange> components) {
        return components.stream()
                .map(ImpactCalculator::of)
                .filter(now -> now.compareTo(before) > 0)
                .max(Comparator.naturalOrder())
                .orElse(before);
    }

    /** As they will be derived from what a request says of components; {@code otherwise} if it names none. */
    static Impact expected(Impact otherwise, Collection<ComponentStatusInput> named) {
        return named.stream()
                .map(component -> of(component.status()))
                .max(Comparator.naturalOrder())
                .orElse(otherwise);
    }

    private static Impact of(ComponentChange component) {
        return of(component.newStatus());
    }

    private static Impact of(ComponentStatus status) {
        return switch (status) {
            case OPERATIONAL, UNDER_MAINTENANCE -> Impact.NONE;
            case DEGRADED_PERFORMANCE -> Impact.MINOR;
            case PARTIAL_OUTAGE -> Impact.MAJOR;
            case MAJOR_OUTAGE -> Impact.CRITICAL;
        };
    }
}
