package org.incidentcomms.blog.site;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ChannelTexts;
import org.incidentcomms.events.ComponentChange;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Revision;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.incidentcomms.events.StatusEvent.IncidentUpdated;
import org.incidentcomms.events.StatusEvent.IncidentWithdrawn;
import org.incidentcomms.events.StatusEvent.MaintenanceCancelled;
import org.incidentcomms.events.StatusEvent.MaintenanceScheduled;
import org.incidentcomms.events.StatusEvent.PostmortemPublished;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.jspecify.annotations.Nullable;

/** Builds an incident or maintenance step by step; each step returns the event the log would contain. */
public final class Told {
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    private final String id;
    private final IncidentKind kind;
    private final String title;
    private final Impact impact;
    private final @Nullable Window window;
    private final List<Update> updates = new ArrayList<>();
    private Map<String, String> titles = Map.of();
    private List<AffectedComponent> components = List.of();
    private @Nullable Postmortem postmortem;
    private Instant startedAt = Instant.EPOCH;
    private @Nullable Instant resolvedAt;
    private Status status = Status.INVESTIGATING;
    private List<String> audience = List.of();
    private @Nullable Boolean isPublic;
    private long version;

    private Told(String id, IncidentKind kind, String title, Impact impact, @Nullable Window window) {
        this.id = id;
        this.kind = kind;
        this.title = title;
        this.impact = impact;
        this.window = window;
    }

    public static Told incident(String id, String title, Impact impact) {
        return new Told(id, IncidentKind.INCIDENT, title, impact, null);
    }

    /** Limits it to these groups. */
    public Told limitedTo(String... groups) {
        audience = List.of(groups);
        return this;
    }

    /** Changes whether public pages show it. */
    public PublishedEvent isPublic(boolean shown, Instant at) {
        isPublic = shown;
        return PublishedEvent.of(new StatusEvent.IncidentEdited(next(at)), at, null);
    }

    public static Told maintenance(String id, String title, Instant startsAt, Duration length) {
        return maintenance(id, title, startsAt, length, PACIFIC);
    }

    public static Told maintenance(String id, String title, Instant startsAt, Duration length, ZoneId zone) {
        return new Told(
                id, IncidentKind.MAINTENANCE, title, Impact.NONE, new Window(startsAt, startsAt.plus(length), zone));
    }

    /** The component's status, sent with the next step. */
    public Told hitting(String componentId, String name, ComponentStatus componentStatus) {
        List<AffectedComponent> now = new ArrayList<>(components);
        now.removeIf(component -> component.id().equals(componentId));
        now.add(new AffectedComponent(componentId, name, componentStatus));
        components = now;
        return this;
    }

    public PublishedEvent step(Instant at, Status newStatus, @Nullable String headline, String message) {
        return step(at, newStatus, headline, message, null, ChannelSelection.EVERYBODY);
    }

    public PublishedEvent step(
            Instant at,
            Status newStatus,
            @Nullable String headline,
            String message,
            @Nullable String author,
            ChannelSelection notified) {
        List<ComponentChange> changes = components.stream()
                .map(component -> new ComponentChange(
                        component.id(), component.name(), before(component.id()), component.status()))
                .toList();
        String updateId = id + "-u" + (updates.size() + 1);
        updates.add(new Update(
                updateId,
                updateId.replace('_', '-'),
                newStatus,
                headline,
                message,
                author,
                changes,
                at,
                null,
                0,
                notified,
                ChannelTexts.COMPOSED,
                List.of()));
        status = newStatus;
        if (updates.size() == 1) {
            startedAt = at;
        }
        if (newStatus.isTerminal()) {
            resolvedAt = at;
        }
        return event(at, updateId);
    }

    /** As {@link #step(Instant, Status, String, String)}, telling whom it concerns and promising a next update. */
    public PublishedEvent promising(Instant at, Status newStatus, String message, String scope, Instant nextUpdateAt) {
        step(at, newStatus, null, message);
        Update said = updates.removeLast();
        updates.add(said.with(scope, nextUpdateAt, false));
        return event(at, said.id());
    }

    /** As {@link #step(Instant, Status, String, String)}, written in this language too, and so is the title. */
    public PublishedEvent translated(
            Instant at,
            Status newStatus,
            String message,
            String language,
            String translatedTitle,
            Update.Translation translation) {
        titles = Map.of(language, translatedTitle);
        step(at, newStatus, null, message);
        Update said = updates.removeLast();
        updates.add(said.translated(Map.of(language, translation)));
        version--;
        return event(at, said.id());
    }

    /** Corrects the newest update's text. */
    public PublishedEvent edit(Instant at, String message) {
        Update was = updates.removeLast();
        List<Revision> history = new ArrayList<>(was.history());
        history.add(new Revision(was.headline(), was.message(), at));
        updates.add(new Update(
                was.id(),
                was.slug(),
                was.status(),
                was.headline(),
                message,
                was.author(),
                was.components(),
                was.postedAt(),
                at,
                was.revision() + 1,
                was.notified(),
                was.texts(),
                history));
        return PublishedEvent.of(new StatusEvent.IncidentCorrected(next(at), was.id()), at, null);
    }

    /** Corrects the author of the newest update and its text on X. */
    public PublishedEvent sign(Instant at, String author, String twitter) {
        Update was = updates.removeLast();
        List<Revision> history = new ArrayList<>(was.history());
        history.add(new Revision(was.headline(), was.message(), was.author(), was.texts(), at));
        updates.add(new Update(
                was.id(),
                was.slug(),
                was.status(),
                was.headline(),
                was.message(),
                author,
                was.components(),
                was.postedAt(),
                at,
                was.revision(),
                was.notified(),
                twitter == null ? ChannelTexts.COMPOSED : new ChannelTexts(Map.of("twitter", twitter)),
                history));
        return PublishedEvent.of(new StatusEvent.IncidentEdited(next(at)), at, null);
    }

    public PublishedEvent analysis(Instant at, String analysisTitle, String body, @Nullable String author) {
        return analysis(at, analysisTitle, body, author, ChannelSelection.EVERYBODY);
    }

    public PublishedEvent analysis(
            Instant at, String analysisTitle, String body, @Nullable String author, ChannelSelection notified) {
        postmortem = new Postmortem(
                id + "-pm", id.replace('_', '-') + "-post-mortem", analysisTitle, body, author, at, notified);
        return PublishedEvent.of(new PostmortemPublished(next(at), id + "-pm"), at, null);
    }

    /** Retracts the post-mortem. */
    public PublishedEvent retract(Instant at) {
        postmortem = null;
        return PublishedEvent.of(new StatusEvent.PostmortemWithdrawn(next(at)), at, null);
    }

    /** Retracts the newest update. */
    public PublishedEvent unsay(Instant at) {
        String updateId = updates.removeLast().id();
        return PublishedEvent.of(new DeliveryStopRequested(next(at), updateId, List.of()), at, null);
    }

    public PublishedEvent withdraw(Instant at) {
        Incident now = next(at);
        Incident bare = new Incident(
                now.id(),
                now.id(),
                now.version(),
                now.kind(),
                "",
                now.status(),
                now.impact(),
                List.of(),
                now.startedAt(),
                now.createdAt(),
                now.updatedAt(),
                null,
                null,
                null,
                List.of(),
                null,
                true);
        return PublishedEvent.of(new IncidentWithdrawn(bare), at, null);
    }

    private PublishedEvent event(Instant at, String updateId) {
        Incident now = next(at);
        StatusEvent event;
        if (kind == IncidentKind.MAINTENANCE) {
            event = status == Status.CANCELLED
                    ? new MaintenanceCancelled(now, updateId)
                    : updates.size() == 1
                            ? new MaintenanceScheduled(now, updateId)
                            : new StatusEvent.MaintenanceUpdated(now, updateId);
        } else {
            event = updates.size() == 1 ? new IncidentOpened(now, updateId) : new IncidentUpdated(now, updateId);
        }
        return PublishedEvent.of(event, at, null);
    }

    private Incident next(Instant at) {
        version++;
        return new Incident(
                        id,
                        id.replace('_', '-'),
                        version,
                        kind,
                        title,
                        status,
                        impact,
                        components,
                        startedAt,
                        startedAt,
                        at,
                        resolvedAt,
                        window,
                        null,
                        List.copyOf(updates),
                        postmortem,
                        false)
                .limitedTo(audience, isPublic)
                .titled(titles);
    }

    private ComponentStatus before(String componentId) {
        return updates.reversed().stream()
                .flatMap(update -> update.components().stream())
                .filter(change -> change.id().equals(componentId))
                .map(ComponentChange::newStatus)
                .findFirst()
                .orElse(ComponentStatus.OPERATIONAL);
    }
}
