package org.incidentcomms.events;

/** A component an incident concerns, with the state the incident's newest word about it gave. */
public record AffectedComponent(String id, String name, ComponentStatus status) {
    public AffectedComponent {
        Preconditions.name(id, "id");
        Preconditions.present(name, "name");
        Preconditions.present(status, "status");
    }
}
