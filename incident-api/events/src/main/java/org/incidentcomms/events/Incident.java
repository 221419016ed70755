package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The complete state of an incident or maintenance when an event was accepted, including all updates.
 *
 * @param slug path segment of its page, derived from its first title and never reused; the id once withdrawn
 * @param version increases by one with each event of this incident, from 1; also its ETag
 * @param components those currently affected, with the status this incident gave them
 * @param startedAt when it began, which may be before it was reported
 * @param resolvedAt when it ended, or null while it is open
 * @param window of a maintenance, else null
 * @param previousWindow for a maintenance rescheduled by this event, the window before, else null
 * @param updates published ones, oldest first
 * @param postmortem the published one, or null
 * @param withdrawn whether it was withdrawn; then it contains no text
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Incident(
        String id,
        String slug,
        long version,
        IncidentKind kind,
        String title,
        Status status,
        Impact impact,
        List<AffectedComponent> components,
        @JsonProperty("started_at") Instant startedAt,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt,
        @JsonProperty("resolved_at") @Nullable Instant resolvedAt,
        @Nullable Window window,
        @JsonProperty("previous_window") @Nullable Window previousWindow,
        List<Update> updates,
        @Nullable Postmortem postmortem,
        boolean withdrawn) {
    public Incident {
        Preconditions.name(id, "id");
        Preconditions.name(slug, "slug");
        Preconditions.positive(version, "version");
        Preconditions.present(kind, "kind");
        Preconditions.present(title, "title");
        Preconditions.present(status, "status");
        Preconditions.present(impact, "impact");
        Preconditions.present(startedAt, "started_at");
        Preconditions.present(createdAt, "created_at");
        Preconditions.present(updatedAt, "updated_at");
        if (!withdrawn) {
            Preconditions.filled(title, "title");
        }
        components = components == null ? List.of() : List.copyOf(components);
        updates = updates == null ? List.of() : List.copyOf(updates);
    }

    /**
     * Every component named by any update of this incident, as subscribers notified of an outage are also notified when
     * it is resolved.
     */
    @JsonIgnore
    public Set<String> componentIdsEver() {
        Set<String> ids = new LinkedHashSet<>();
        updates.forEach(update -> update.components().forEach(change -> ids.add(change.id())));
        components.forEach(component -> ids.add(component.id()));
        return ids;
    }

    /** A copy with only these updates, and with or without its post-mortem. */
    public Incident showing(Predicate<Update> shown, boolean withPostmortem) {
        return new Incident(
                id,
                slug,
                version,
                kind,
                title,
                status,
                impact,
                components,
                startedAt,
                createdAt,
                updatedAt,
                resolvedAt,
                window,
                previousWindow,
                updates.stream().filter(shown).toList(),
                withPostmortem ? postmortem : null,
                withdrawn);
    }

    public Optional<Update> update(@Nullable String updateId) {
        return updates.stream().filter(update -> update.id().equals(updateId)).findFirst();
    }
}
