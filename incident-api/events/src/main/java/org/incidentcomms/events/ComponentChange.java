package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The change one update made to one component; equal statuses mean the component was named, not changed. */
public record ComponentChange(
        String id,
        String name,
        @JsonProperty("old_status") ComponentStatus oldStatus,
        @JsonProperty("new_status") ComponentStatus newStatus) {
    public ComponentChange {
        Preconditions.name(id, "id");
        Preconditions.present(name, "name");
        Preconditions.present(oldStatus, "old_status");
        Preconditions.present(newStatus, "new_status");
    }
}
