package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One part of the product whose status the page shows.
 *
 * @param version increases by one with each change, from 1
 * @param group heading under which the page lists it, or null
 * @param position order within its group, ascending
 * @param history statuses in about the 90 days before this version, oldest first; the first is the status at the
 *     beginning of that period or when the component was added; empty if not included
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
        @JsonProperty("updated_at") Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ComponentState> history) {
    public Component {
        Preconditions.name(id, "id");
        Preconditions.positive(version, "version");
        Preconditions.present(name, "name");
        Preconditions.present(status, "status");
        Preconditions.present(createdAt, "created_at");
        Preconditions.present(updatedAt, "updated_at");
        history = history == null ? List.of() : List.copyOf(history);
    }

    /** A copy without its history. */
    public Component(
            String id,
            long version,
            String name,
            @Nullable String description,
            @Nullable String group,
            int position,
            ComponentStatus status,
            Instant createdAt,
            Instant updatedAt) {
        this(id, version, name, description, group, position, status, createdAt, updatedAt, List.of());
    }

    /** A copy with this history. */
    public Component withHistory(List<ComponentState> states) {
        return new Component(id, version, name, description, group, position, status, createdAt, updatedAt, states);
    }
}
