package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
 * @param audience ids of the groups of customers it is limited to, see {@link GroupId}; empty for everybody. Never
 *     changes
 * @param publicly whether public pages show it; null for the default, see {@link #isShownPublicly}
 * @param titleTranslations its title in other languages, by language tag; see {@link #in}
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
        boolean withdrawn,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> audience,
        @JsonProperty("public") @Nullable Boolean publicly,

        @JsonProperty("title_translations") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> titleTranslations) {
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
        audience = audience == null ? List.of() : List.copyOf(audience);
        GroupId.requireAudience(audience);
        titleTranslations = Translations.copyOf(titleTranslations);
    }

    /** One for everybody, in one language. */
    public Incident(
            String id,
            String slug,
            long version,
            IncidentKind kind,
            String title,
            Status status,
            Impact impact,
            List<AffectedComponent> components,
            Instant startedAt,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant resolvedAt,
            @Nullable Window window,
            @Nullable Window previousWindow,
            List<Update> updates,
            @Nullable Postmortem postmortem,
            boolean withdrawn) {
        this(
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
                updates,
                postmortem,
                withdrawn,
                List.of(),
                null,
                Map.of());
    }

    /** A copy for these groups only. */
    public Incident limitedTo(List<String> groups, @Nullable Boolean isPublic) {
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
                updates,
                postmortem,
                withdrawn,
                groups,
                isPublic,
                titleTranslations);
    }

    /** A copy with these translations of its title. */
    public Incident titled(Map<String, String> translations) {
        return wording(title, updates, postmortem, translations);
    }

    /**
     * A copy whose texts are those in {@code language} (a tag such as {@code de}), each where it is translated; else
     * this one.
     */
    public Incident in(String language) {
        boolean isTranslated = !titleTranslations.isEmpty()
                || (postmortem != null && !postmortem.translations().isEmpty())
                || updates.stream().anyMatch(update -> !update.translations().isEmpty());
        return isTranslated
                ? wording(
                        Translations.find(titleTranslations, language).orElse(title),
                        updates.stream().map(update -> update.in(language)).toList(),
                        postmortem == null ? null : postmortem.in(language),
                        titleTranslations)
                : this;
    }

    /** Whether its title is translated into {@code language}. */
    public boolean speaks(String language) {
        return Translations.find(titleTranslations, language).isPresent();
    }

    /** Whether it is for some customers only. */
    @JsonIgnore
    public boolean isLimited() {
        return !audience.isEmpty();
    }

    /**
     * Whether everybody may see it on the status page, the blog, feeds and mirrors: the value of {@code public}, by
     * default only if it is not limited to an audience.
     */
    @JsonIgnore
    public boolean isShownPublicly() {
        return publicly == null ? audience.isEmpty() : publicly;
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
        return wording(
                title, updates.stream().filter(shown).toList(), withPostmortem ? postmortem : null, titleTranslations);
    }

    private Incident wording(
            String newTitle,
            List<Update> newUpdates,
            @Nullable Postmortem newPostmortem,
            Map<String, String> newTitleTranslations) {
        return new Incident(
                id,
                slug,
                version,
                kind,
                newTitle,
                status,
                impact,
                components,
                startedAt,
                createdAt,
                updatedAt,
                resolvedAt,
                window,
                previousWindow,
                newUpdates,
                newPostmortem,
                withdrawn,
                audience,
                publicly,
                newTitleTranslations);
    }

    /** The newest update; empty only if it was withdrawn. */
    public Optional<Update> newest() {
        return updates.isEmpty() ? Optional.empty() : Optional.of(updates.getLast());
    }

    /** Which customers it concerns, as the newest update says; null if that does not. */
    public @Nullable String scope() {
        return newest().map(Update::scope).orElse(null);
    }

    /** By when the next update is promised: the newest update's promise, or null; null also once it has ended. */
    public @Nullable Instant nextUpdateAt() {
        return status.isTerminal() ? null : newest().map(Update::nextUpdateAt).orElse(null);
    }

    public Optional<Update> update(@Nullable String updateId) {
        return updates.stream().filter(update -> update.id().equals(updateId)).findFirst();
    }
}
