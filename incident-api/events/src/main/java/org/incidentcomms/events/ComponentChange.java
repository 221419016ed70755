package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What one update did to one component; equal statuses mean the component was named, not changed. */
public record ComponentChange(
        String id,
        String name,
        @JsonProperty("old_status") ComponentStatus oldStatus,
        @JsonProperty("new_status") ComponentStatus newStatus) {
    public ComponentChange {
        Required.name(id, "id");
        Required.present(name, "name");
        Required.present(oldStatus, "old_status");
        Required.present(newStatus, "new_status");
    }
}
