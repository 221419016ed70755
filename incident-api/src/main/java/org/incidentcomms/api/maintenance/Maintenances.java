package org.incidentcomms.api.maintenance;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.component.ComponentChanges;
import org.incidentcomms.api.component.Components;
import org.incidentcomms.api.component.NamedComponent;
import org.incidentcomms.api.incident.IncidentArchive;
import org.incidentcomms.api.incident.NextVersion;
import org.incidentcomms.api.incident.Notes;
import org.incidentcomms.api.incident.PostUpdate;
import org.incidentcomms.api.incident.Slugs;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.incident.Updates;
import org.incidentcomms.api.problem.Problems;
import org.incidentcomms.api.request.IfMatch;
import org.incidentcomms.api.request.Requests;
import org.incidentcomms.api.storage.Ids;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Kind;
import org.incidentcomms.events.Notify;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentEdited;
import org.incidentcomms.events.StatusEvent.MaintenanceCancelled;
import org.incidentcomms.events.StatusEvent.MaintenanceRescheduled;
import org.incidentcomms.events.StatusEvent.MaintenanceScheduled;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;

/** What can be done with maintenances. Each call is one transaction, one new version and its event. */
@ApplicationScoped
public class Maintenances {
    private final IncidentArchive archive;
    private final Components components;
    private final Updates updates;
    private final Slugs slugs;
    private final Requests requests;
    private final Ids ids;
    private final Clock clock;
    private final String companyZone;

    Maintenances(
            IncidentArchive archive,
            Components components,
            Updates updates,
            Slugs slugs,
            Requests requests,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "company.time.zone") String companyZone) {
        this.archive = archive;
        this.components = components;
        this.updates = updates;
        this.slugs = slugs;
        this.requests = requests;
        this.ids = ids;
        this.clock = clock;
        this.companyZone = companyZone;
    }

    @Transactional
    public StoredIncident announce(AnnounceMaintenance command, Caller caller) {
        return announce(ids.next("mnt"), command, caller);
    }

    /** As {@link #announce(AnnounceMaintenance, Caller)}, under an id that a draft of it had. */
    @Transactional
    public StoredIncident announce(String id, AnnounceMaintenance command, Caller caller) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String zone = command.timeZone() == null ? companyZone : command.timeZone();
        Window window = Windows.checked(command.startsAt(), command.endsAt(), zone, now);

        ComponentChanges named = components.mention(command.named(), "]");
        String title = command.title().strip();
        String slug = slugs.ofIncident(title);
        Update first = updates.compose(command.words(), title, Status.SCHEDULED, Notify.EVERYBODY, named, now);
        Incident maintenance = new Incident(
                id,
                slug,
                1,
                Kind.MAINTENANCE,
                title,
                Status.SCHEDULED,
                command.impact() == null ? Impact.NONE : command.impact(),
                named.snapshot().stream()
                        .map(c -> new AffectedComponent(c.id(), c.name(), c.newStatus()))
                        .toList(),
                window.startsAt(),
                now,
                now,
                null,
                window,
                null,
                List.of(first),
                null,
                false);
        Notes notes = new Notes(false, false, List.of());
        return archive.add(new MaintenanceScheduled(maintenance, first.id()), notes, named, caller);
    }

    /**
     * The stored maintenance, whose last update is the new one. Where the update names no components, starting puts
     * those of the maintenance under maintenance, and completing brings back those that still are.
     */
    @Transactional
    public StoredIncident update(String id, PostUpdate command, IfMatch ifMatch, Caller caller) {
        return update(id, ids.next("upd"), command, ifMatch, caller);
    }

    /** As {@link #update(String, PostUpdate, IfMatch, Caller)}, under an id that a draft of the update had. */
    @Transactional
    public StoredIncident update(String id, String updateId, PostUpdate command, IfMatch ifMatch, Caller caller) {
        StoredIncident stored = archive.lock(Kind.MAINTENANCE, id, ifMatch);
        Incident before = stored.document();
        Status status = command.status() == null ? before.status() : command.status();
        Progress.check(before.status(), status);
        if (command.restoreComponents() != null) {
            throw Problems.invalid(
                    "restore_components", "is of incidents; completing a maintenance restores by itself");
        }
        Instant now = timeOf(before);

        List<NamedComponent> named = command.named().isEmpty() ? namedBy(before, status) : command.named();
        ComponentChanges changes = components.apply(named, now);
        Update update =
                updates.compose(updateId, command.words(), before.title(), status, Notify.EVERYBODY, changes, now);
        NextVersion next = new NextVersion(before, now).said(update);
        if (command.impact() != null) {
            next.impact(command.impact());
        }
        if (before.status() == Status.SCHEDULED && status == Status.IN_PROGRESS) {
            next.startedAt(now);
        }
        return archive.replace(
                stored, Progress.event(before.status(), next.build(), update.id()), stored.notes(), changes, caller);
    }

    /** By merge patch: another window is announced, another title or impact is not; 409 once it is over. */
    @Transactional
    public StoredIncident change(String id, JsonNode patch, IfMatch ifMatch, Caller caller) {
        StoredIncident stored = archive.lock(Kind.MAINTENANCE, id, ifMatch);
        Incident before = stored.document();
        Window window = Objects.requireNonNull(before.window(), id);
        ChangeMaintenance command =
                requests.patched(ChangeMaintenance.of(before, window), patch, ChangeMaintenance.class);
        Instant now = timeOf(before);
        NextVersion next =
                new NextVersion(before, now).title(command.title().strip()).impact(command.impact());

        if (window.equals(new Window(command.startsAt(), later(command), Windows.zone(command.timeZone())))) {
            if (command.hasWords()) {
                throw Problems.invalid("starts_at", "words are told with another window; to say more, post an update");
            }
            Incident after = next.build();
            boolean isSame = after.title().equals(before.title()) && after.impact() == before.impact();
            return isSame
                    ? stored
                    : archive.replace(stored, new IncidentEdited(after), stored.notes(), ComponentChanges.NONE, caller);
        }
        if (before.status().isTerminal()) {
            throw Problems.conflict("a maintenance that is " + before.status().wire() + " cannot be moved");
        }
        next.moved(Windows.checked(command.startsAt(), command.endsAt(), command.timeZone(), now));
        Update update = updates.compose(
                command.words(), command.title(), before.status(), Notify.EVERYBODY, ComponentChanges.NONE, now);
        Incident after = next.said(update).build();
        return archive.replace(
                stored, new MaintenanceRescheduled(after, update.id()), stored.notes(), ComponentChanges.NONE, caller);
    }

    /** 409 once it is over. Components it had put under maintenance come back. */
    @Transactional
    public StoredIncident cancel(String id, CancelMaintenance command, IfMatch ifMatch, Caller caller) {
        StoredIncident stored = archive.lock(Kind.MAINTENANCE, id, ifMatch);
        Incident before = stored.document();
        if (before.status().isTerminal()) {
            throw Problems.conflict("a maintenance that is " + before.status().wire() + " cannot be cancelled");
        }
        Instant now = timeOf(before);
        ComponentChanges changes = components.apply(namedBy(before, Status.CANCELLED), now);
        Update update =
                updates.compose(command.words(), before.title(), Status.CANCELLED, Notify.EVERYBODY, changes, now);
        Incident after = new NextVersion(before, now).said(update).build();
        return archive.replace(stored, new MaintenanceCancelled(after, update.id()), stored.notes(), changes, caller);
    }

    /** What becoming {@code status} means for the maintenance's components where nobody says. */
    private List<NamedComponent> namedBy(Incident before, Status status) {
        if (before.status() == status || before.components().isEmpty()) {
            return List.of();
        }
        List<NamedComponent> current = components.current(
                before.components().stream().map(AffectedComponent::id).toList());
        if (status == Status.IN_PROGRESS) {
            return current.stream()
                    .map(c -> new NamedComponent(c.id(), ComponentStatus.UNDER_MAINTENANCE))
                    .toList();
        }
        if (status.isTerminal()) {
            return current.stream()
                    .filter(c -> c.status() == ComponentStatus.UNDER_MAINTENANCE)
                    .map(c -> new NamedComponent(c.id(), ComponentStatus.OPERATIONAL))
                    .toList();
        }
        return List.of();
    }

    private static Instant later(ChangeMaintenance command) {
        if (!command.endsAt().isAfter(command.startsAt())) {
            throw Problems.invalid("ends_at", "must be after starts_at");
        }
        return command.endsAt();
    }

    private Instant timeOf(Incident before) {
        return NextVersion.timeOf(before, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
