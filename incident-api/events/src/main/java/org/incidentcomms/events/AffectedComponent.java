package org.incidentcomms.events;

/** A component affected by an incident, with its latest status in that incident. */
public record AffectedComponent(String id, String name, ComponentStatus status) {
    public AffectedComponent {
        Preconditions.name(id, "id");
        Preconditions.present(name, "name");
        Preconditions.present(status, "status");
    }
}
