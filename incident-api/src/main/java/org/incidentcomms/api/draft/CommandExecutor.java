package org.incidentcomms.api.draft;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Objects;
import java.util.Optional;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.incident.Corrections;
import org.incidentcomms.api.incident.DraftCommand;
import org.incidentcomms.api.incident.IncidentMetadata.Announcement;
import org.incidentcomms.api.incident.Incidents;
import org.incidentcomms.api.incident.OpenIncident;
import org.incidentcomms.api.incident.PostUpdate;
import org.incidentcomms.api.incident.PublishedChange;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.maintenance.AnnounceMaintenance;
import org.incidentcomms.api.maintenance.AutomaticUpdates;
import org.incidentcomms.api.maintenance.AutomaticUpdates.Content;
import org.incidentcomms.api.maintenance.CancelMaintenance;
import org.incidentcomms.api.maintenance.Maintenances;
import org.incidentcomms.api.outbox.Outbox;
import org.incidentcomms.api.outbox.Outbox.Appended;
import org.incidentcomms.api.postmortem.Postmortems;
import org.incidentcomms.api.request.RequestReader;
import org.incidentcomms.api.storage.Ids;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/** Executes commands as if they were sent now; for good, or to see what they would do. */
@ApplicationScoped
class CommandExecutor {
    private final DraftStore store;
    private final Incidents incidents;
    private final Maintenances maintenances;
    private final AutomaticUpdates automatic;
    private final Corrections corrections;
    private final Postmortems postmortems;
    private final RequestReader requests;
    private final Outbox outbox;
    private final Ids ids;

    CommandExecutor(
            DraftStore store,
            Incidents incidents,
            Maintenances maintenances,
            AutomaticUpdates automatic,
            Corrections corrections,
            Postmortems postmortems,
            RequestReader requests,
            Outbox outbox,
            Ids ids) {
        this.store = store;
        this.incidents = incidents;
        this.maintenances = maintenances;
        this.automatic = automatic;
        this.corrections = corrections;
        this.postmortems = postmortems;
        this.requests = requests;
        this.outbox = outbox;
        this.ids = ids;
    }

    /**
     * What a command would do.
     *
     * @param announcement its event, if it tells customers anything, or else that of an automatic update whose content
     *     it changes
     */
    record Rehearsal(StoredIncident after, Optional<Appended> announcement) {}

    /**
     * @param incidentId of the incident it is about, or null if it creates a new resource
     * @param id of what it creates
     */
    @Transactional(Transactional.TxType.MANDATORY)
    StoredIncident execute(
            IncidentKind kind, @Nullable String incidentId, String id, DraftCommand command, Caller caller) {
        return switch (command) {
            case OpenIncident open -> incidents.open(id, open, caller);
            case AnnounceMaintenance announce -> maintenances.announce(id, announce, caller);
            case PostUpdate update -> {
                String about = Objects.requireNonNull(incidentId);
                yield kind == IncidentKind.INCIDENT
                        ? incidents.update(about, id, update, IfMatch.ANY, caller)
                        : maintenances.update(about, id, update, IfMatch.ANY, caller);
            }
            case PublishedChange change -> change(kind, Objects.requireNonNull(incidentId), change, caller);
            default -> throw new IllegalStateException("a publication of " + command);
        };
    }

    private StoredIncident change(IncidentKind kind, String incidentId, PublishedChange change, Caller caller) {
        IfMatch unchanged = new IfMatch(IfMatch.etag(change.ofVersion()));
        return switch (change.change()) {
            case CORRECT ->
                corrections.correct(
                        kind, incidentId, Objects.requireNonNull(change.updateId()), change.body(), unchanged, caller);
            case EDIT -> incidents.edit(incidentId, change.body(), unchanged, caller);
            case RESCHEDULE -> maintenances.change(incidentId, change.body(), unchanged, caller);
            case CANCEL ->
                maintenances.cancel(
                        incidentId, requests.read(change.body(), CancelMaintenance.class), unchanged, caller);
            case POSTMORTEM ->
                postmortems.publish(kind, incidentId, unchanged, caller).incident();
        };
    }

    /**
     * Executes the command and undoes it: what is refused at its time is refused now. The locks that the caller has
     * taken are kept until the transaction ends.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Rehearsal rehearse(IncidentKind kind, @Nullable String incidentId, DraftCommand command, Caller caller) {
        store.markUndo();
        return undone(kind, incidentId, command, caller);
    }

    /**
     * Rehearses the publication of a stored draft, which is removed first, as by its publication; held, it would refuse
     * itself.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Rehearsal rehearse(Draft draft, Caller caller) {
        store.markUndo();
        store.delete(draft.id());
        return undone(draft.kind(), draft.incidentId(), draft.command(), caller);
    }

    private Rehearsal undone(IncidentKind kind, @Nullable String incidentId, DraftCommand command, Caller caller) {
        boolean isOfPlans = kind == IncidentKind.MAINTENANCE && command instanceof PublishedChange;
        Optional<Content> before = isOfPlans ? automatic.of(Objects.requireNonNull(incidentId)) : Optional.empty();
        StoredIncident after = execute(kind, incidentId, ids.next("try"), command, caller);
        Optional<Appended> announcement = announced(after);
        if (announcement.isEmpty() && isOfPlans) {
            String id = after.document().id();
            announcement = automatic
                    .of(id)
                    .filter(content -> !Optional.of(content).equals(before))
                    .flatMap(changed -> announced(automatic.rehearse(id)));
        }
        store.undo();
        return new Rehearsal(after, announcement);
    }

    /** The event of the newest version, if it announces something. */
    private Optional<Appended> announced(StoredIncident after) {
        long version = after.document().version();
        boolean tells = after.notes().announcements().stream()
                .map(Announcement::version)
                .anyMatch(announced -> announced == version);
        return tells ? outbox.appended(PublishedEvent.idOf(after.document().id(), version)) : Optional.empty();
    }
}
