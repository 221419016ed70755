package org.incidentcomms.api.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.incidentcomms.api.component.ComponentChanges;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ComponentChange;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.jspecify.annotations.Nullable;

/**
 * Builds the next version of an incident: every field not set here is kept, except the previous window of a rescheduled
 * maintenance, which only the rescheduling event contains.
 */
public final class IncidentRevision {
    private final Incident before;
    private final Instant now;
    private String title;
    private Map<String, String> titleTranslations;
    private Status status;
    private Impact impact;
    private Instant startedAt;
    private @Nullable Instant resolvedAt;
    private @Nullable Window window;
    private @Nullable Window previousWindow;
    private @Nullable Postmortem postmortem;
    private @Nullable Boolean publicly;
    private final Map<String, AffectedComponent> components = new LinkedHashMap<>();
    private final List<Update> updates;

    public IncidentRevision(Incident before, Instant now) {
        this.before = before;
        this.now = now;
        this.title = before.title();
        this.titleTranslations = before.titleTranslations();
        this.status = before.status();
        this.impact = before.impact();
        this.startedAt = before.startedAt();
        this.resolvedAt = before.resolvedAt();
        this.window = before.window();
        this.postmortem = before.postmortem();
        this.publicly = before.publicly();
        before.components().forEach(component -> components.put(component.id(), component));
        this.updates = new ArrayList<>(before.updates());
    }

    /** The time of a change to {@code incident}: the clock's, but never before the previous change. */
    public static Instant timeOf(Incident incident, Instant clock) {
        return clock.isBefore(incident.updatedAt()) ? incident.updatedAt() : clock;
    }

    /** Sets the title, and what it is in other languages. */
    public IncidentRevision title(String newTitle, Map<String, String> translations) {
        title = newTitle;
        titleTranslations = translations;
        return this;
    }

    public IncidentRevision impact(Impact newImpact) {
        impact = newImpact;
        return this;
    }

    /** Sets whether public pages show it; null for the default. */
    public IncidentRevision publicly(@Nullable Boolean isPublic) {
        publicly = isPublic;
        return this;
    }

    public IncidentRevision startedAt(Instant time) {
        startedAt = time;
        return this;
    }

    /** Sets the actual end, if it differs from the time of the update; after {@link #said}. */
    public IncidentRevision resolvedAt(Instant time) {
        resolvedAt = time;
        return this;
    }

    /** Reschedules the maintenance. */
    public IncidentRevision moved(Window newWindow) {
        previousWindow = window;
        window = newWindow;
        startedAt = newWindow.startsAt();
        return this;
    }

    /** Sets the published post-mortem; null removes it. */
    public IncidentRevision postmortem(@Nullable Postmortem newPostmortem) {
        postmortem = newPostmortem;
        return this;
    }

    /** Adds an update: its status becomes the incident's, and the components it names are affected from now on. */
    public IncidentRevision said(Update update) {
        updates.add(update);
        status = update.status();
        update.components().forEach(this::named);
        if (!status.isTerminal()) {
            resolvedAt = null;
        } else if (resolvedAt == null) {
            resolvedAt = now;
        }
        return this;
    }

    /** Replaces the affected components, in this order, with the statuses of {@code changes}; after {@link #said}. */
    public IncidentRevision concerning(List<String> ids, ComponentChanges changes) {
        changes.snapshot().forEach(this::named);
        Map<String, AffectedComponent> all = new LinkedHashMap<>(components);
        components.clear();
        ids.forEach(id -> components.put(id, Objects.requireNonNull(all.get(id), id)));
        return this;
    }

    private void named(ComponentChange change) {
        components.put(change.id(), new AffectedComponent(change.id(), change.name(), change.newStatus()));
    }

    /** Replaces the update with the same id. */
    public IncidentRevision reworded(Update update) {
        updates.replaceAll(old -> old.id().equals(update.id()) ? update : old);
        return this;
    }

    /** Removes an update: an incident's status becomes that of the last remaining one. */
    public IncidentRevision unsaid(String updateId) {
        updates.removeIf(update -> update.id().equals(updateId));
        if (before.kind() == IncidentKind.INCIDENT && !updates.isEmpty()) {
            status = updates.getLast().status();
            if (!status.isTerminal()) {
                resolvedAt = null;
            } else if (resolvedAt == null) {
                resolvedAt = endedAt();
            }
        }
        return this;
    }

    /** When the first of the final updates with an ended status was posted. */
    private Instant endedAt() {
        Instant ended = now;
        for (Update update : updates.reversed()) {
            if (!update.status().isTerminal()) {
                break;
            }
            ended = update.postedAt();
        }
        return ended;
    }

    public Incident build() {
        return new Incident(
                before.id(),
                before.slug(),
                before.version() + 1,
                before.kind(),
                title,
                status,
                impact,
                List.copyOf(components.values()),
                startedAt,
                before.createdAt(),
                now,
                resolvedAt,
                window,
                previousWindow,
                updates,
                postmortem,
                before.withdrawn(),
                before.audience(),
                publicly,
                titleTranslations);
    }
}
