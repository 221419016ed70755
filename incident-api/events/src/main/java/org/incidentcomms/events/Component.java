package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One part of the product whose state the status page shows.
 *
 * @param version grows by one with each change, from 1
 * @param group heading under which the page lists it, or null
 * @param position order within its group, ascending
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Component(
        String id,
        long version,
        String name,
        @Nullable String description,
        @Nullable String group,
        int position,
        ComponentStatus status,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt) {
    public Component {
        Required.name(id, "id");
        Required.positive(version, "version");
        Required.present(name, "name");
        Required.present(status, "status");
        Required.present(createdAt, "created_at");
        Required.present(updatedAt, "updated_at");
    }
}
