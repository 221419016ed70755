package org.incidentcomms.blog.site.model;

import java.util.Collection;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Status;

/**
 * The overall status, from best to worst: the worse of the components' statuses and the open incidents' impacts, so
 * that the page is not green while an incident is open.
 */
public enum OverallStatus {
    OPERATIONAL,
    /** There is a notice below; nothing is affected. */
    NOTICE,
    MAINTENANCE,
    /** Every open incident is being monitored and every component is operational again. */
    MONITORING,
    MINOR,
    MAJOR,
    CRITICAL;

    /** Computes it from all components and the open incidents and maintenances. */
    public static OverallStatus of(Collection<Component> components, Collection<Incident> open) {
        OverallStatus worst = OPERATIONAL;
        for (Component component : components) {
            worst = worse(worst, of(component.status()));
        }
        if (!components.isEmpty()
                && components.stream().allMatch(component -> component.status() == ComponentStatus.MAJOR_OUTAGE)) {
            worst = CRITICAL;
        }
        boolean componentsAreBack = worst.compareTo(MAINTENANCE) <= 0;
        boolean fixesAreInPlace = open.stream()
                .filter(incident -> incident.kind() == IncidentKind.INCIDENT)
                .allMatch(incident -> incident.status() == Status.MONITORING);
        for (Incident incident : open) {
            worst = worse(worst, of(incident, componentsAreBack && fixesAreInPlace));
        }
        return worst;
    }

    private static OverallStatus of(ComponentStatus status) {
        return switch (status) {
            case OPERATIONAL -> OPERATIONAL;
            case UNDER_MAINTENANCE -> MAINTENANCE;
            case DEGRADED_PERFORMANCE -> MINOR;
            case PARTIAL_OUTAGE, MAJOR_OUTAGE -> MAJOR;
        };
    }

    private static OverallStatus of(Incident incident, boolean monitoringOnly) {
        if (incident.kind() == IncidentKind.MAINTENANCE) {
            return incident.status() == Status.SCHEDULED ? OPERATIONAL : MAINTENANCE;
        }
        if (incident.impact() != Impact.NONE && monitoringOnly) {
            return MONITORING;
        }
        return switch (incident.impact()) {
            case NONE -> NOTICE;
            case MINOR -> MINOR;
            case MAJOR -> MAJOR;
            case CRITICAL -> CRITICAL;
        };
    }

    private static OverallStatus worse(OverallStatus one, OverallStatus other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
