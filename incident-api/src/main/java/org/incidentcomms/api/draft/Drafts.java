package org.incidentcomms.api.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.access.Idempotency;
import org.incidentcomms.api.draft.Draft.Appointment;
import org.incidentcomms.api.incident.ApiPaths;
import org.incidentcomms.api.incident.DraftCommand;
import org.incidentcomms.api.incident.DraftRepository;
import org.incidentcomms.api.incident.DraftView;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.api.incident.Publication;
import org.incidentcomms.api.incident.PublishedChange;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.api.request.RequestReader;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.api.storage.Redactable;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Update;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/**
 * The use cases of drafts that exist; {@link NewDrafts} creates them, {@link DraftPublisher} publishes them. Drafts are
 * invisible to customers.
 */
@ApplicationScoped
public class Drafts implements DraftRepository, Redactable {
    private final NewDrafts newDrafts;
    private final DraftStore store;
    private final LockedDrafts locked;
    private final IncidentRepository archive;
    private final Idempotency idempotency;
    private final RequestReader requests;
    private final ScheduleRules rules;
    private final DraftPresenter presenter;
    private final JsonColumns documents;
    private final DraftTrail trail;
    private final Clock clock;

    Drafts(
            NewDrafts newDrafts,
            DraftStore store,
            LockedDrafts locked,
            IncidentRepository archive,
            Idempotency idempotency,
            RequestReader requests,
            ScheduleRules rules,
            DraftPresenter presenter,
            JsonColumns documents,
            DraftTrail trail,
            Clock clock) {
        this.newDrafts = newDrafts;
        this.store = store;
        this.locked = locked;
        this.archive = archive;
        this.idempotency = idempotency;
        this.requests = requests;
        this.rules = rules;
        this.presenter = presenter;
        this.documents = documents;
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    @Transactional
    public DraftView keep(
            IncidentKind kind, @Nullable String incidentId, DraftCommand command, IfMatch ifMatch, Caller caller) {
        return newDrafts.keep(kind, incidentId, command, ifMatch, false, caller);
    }

    @Override
    @Transactional
    public DraftView keepForAlert(IncidentKind kind, @Nullable String incidentId, DraftCommand command, Caller caller) {
        return newDrafts.keep(kind, incidentId, command, IfMatch.ANY, true, caller);
    }

    @Override
    public void requireNoneHeld(String incidentId) {
        store.findHeld(incidentId).ifPresent(held -> {
            throw Problems.conflict("update " + held.id() + " by " + held.scheduledBy() + " is held until "
                    + held.publishAt() + "; wait for it, or make it a draft again: PATCH "
                    + ApiPaths.of(held.kind(), incidentId, held.id()) + " with publication: draft");
        });
    }

    @Override
    public boolean holds(IncidentKind kind, @Nullable String incidentId, String id) {
        return store.find(kind, incidentId, id).isPresent();
    }

    @Override
    public DraftView get(IncidentKind kind, @Nullable String incidentId, String id) {
        return store.find(kind, incidentId, id)
                .map(presenter::view)
                .orElseThrow(() -> Problems.notFound(incidentId == null ? kind.wire() : "update"));
    }

    @Override
    public Page<DraftView> list(IncidentKind kind, Publication publication, Page.PageRequest wish) {
        boolean isScheduled = publication == Publication.SCHEDULED;
        return wish.page(store.list(kind, isScheduled, wish.after(), wish.toFetch()), Draft::id, presenter::view);
    }

    /** Drafts of updates of that incident, newest first; 404 or 409 if it is not published. */
    Page<DraftView> listOf(IncidentKind kind, String incidentId, Page.PageRequest wish) {
        locked.requirePublished(kind, incidentId);
        return wish.page(store.list(kind, incidentId, wish.after(), wish.toFetch()), Draft::id, presenter::view);
    }

    @Override
    @Transactional
    public DraftView change(
            IncidentKind kind, @Nullable String incidentId, String id, JsonNode patch, IfMatch ifMatch, Caller caller) {
        Incident about = incidentId == null
                ? null
                : archive.lock(kind, incidentId, IfMatch.ANY).document();
        Draft before = locked.lock(kind, incidentId, id, ifMatch);
        if (before.command() instanceof PublishedChange) {
            throw Problems.conflict("a requested change cannot be changed; delete it and request it again");
        }
        DraftCommand command = patched(before.command(), unscheduling(patch), Draft.commandOf(kind, incidentId, id));
        if (command.publication() != Publication.DRAFT && command.publication() != Publication.SCHEDULED) {
            throw Problems.invalid(
                    "publication", "a draft is published by POST " + ApiPaths.of(kind, incidentId, id) + "/publish");
        }
        command.staysDraft();
        if (command.equals(before.command())) {
            return presenter.view(before);
        }
        Instant now = clock.instant();
        Appointment appointment = Appointment.of(command, before.appointment(), now, caller.name());
        requireNotHeld(appointment, kind, incidentId, id);
        Approval approval = before.approval() == null || appointment != null
                ? rules.approvalOf(command, appointment, about, caller, now)
                : Approval.requested(before.approval().because(), caller, now);
        Draft after = before.changed(command, appointment, approval, now, caller.name());
        rules.requireReady(after);
        store.update(after);
        if (before.isHeld() && !after.isHeld()) {
            idempotency.settle(id, appointment == null ? "draft" : "scheduled");
        }
        trail.record("draft.changed", before, after, after, caller, now);
        return presenter.view(after);
    }

    /**
     * 409 for a change after which it would still be held: whether it must be approved was decided when it was held, by
     * its text and its recipients.
     */
    private static void requireNotHeld(
            @Nullable Appointment appointment, IncidentKind kind, @Nullable String incidentId, String id) {
        if (appointment != null && appointment.held()) {
            throw Problems.conflict("it is held until " + appointment.publishAt()
                    + " and published as it is; make it a draft again with the change: PATCH "
                    + ApiPaths.of(kind, incidentId, id) + " with publication: draft too");
        }
    }

    /** A scheduled draft that becomes an ordinary one loses its time, even if the patch does not say so. */
    private static JsonNode unscheduling(JsonNode patch) {
        boolean isToWait = patch instanceof ObjectNode
                && patch.path("publication").asText().equals("draft")
                && !patch.has("publish_at");
        return isToWait ? ((ObjectNode) patch).deepCopy().putNull("publish_at") : patch;
    }

    private <T extends DraftCommand> DraftCommand patched(DraftCommand current, JsonNode patch, Class<T> type) {
        return requests.patched(type.cast(current), patch, type);
    }

    /** 409 for published content: it can only be withdrawn. */
    @Transactional
    public void delete(IncidentKind kind, @Nullable String incidentId, String id, IfMatch ifMatch, Caller caller) {
        if (store.find(kind, incidentId, id).isEmpty() && locked.isPublished(kind, incidentId, id)) {
            throw Problems.conflict("it was announced, so it cannot be deleted; an admin can withdraw it: POST "
                    + ApiPaths.of(kind, incidentId, id) + "/withdraw");
        }
        discard(locked.lock(kind, incidentId, id, ifMatch), caller);
    }

    /**
     * Deletes it if it is unchanged since its creation; returns false if it was changed or does not exist. A caller
     * that deletes the draft of an update has locked the incident.
     */
    @Transactional
    public boolean deleteUntouched(IncidentKind kind, @Nullable String incidentId, String id, Caller caller) {
        Optional<Draft> untouched = store.lock(kind, incidentId, id).filter(draft -> draft.version() == 1);
        untouched.ifPresent(draft -> discard(draft, caller));
        return untouched.isPresent();
    }

    private void discard(Draft draft, Caller caller) {
        store.delete(draft.id());
        idempotency.redact(draft.id());
        trail.record("draft.deleted", draft, null, draft, caller, clock.instant());
    }

    /** Deletes corrections of the update that wait for approval. */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void redactUpdate(String incidentId, Update update) {
        store.deleteCorrections(incidentId, update.id());
    }

    /** Deletes drafts of updates with their incident. */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void redact(String incidentId) {
        store.deleteAbout(incidentId);
    }

    /**
     * Records that the scheduled publication failed and is not retried; does nothing if the draft was changed
     * meanwhile.
     */
    @Transactional
    public void giveUp(Draft due, String why, Caller schedule) {
        String incidentId = due.incidentId();
        if (incidentId != null) {
            archive.lock(due.kind(), incidentId, IfMatch.ANY);
        }
        Draft before = store.lock(due.kind(), incidentId, due.id()).orElse(null);
        if (before == null || before.version() != due.version()) {
            return;
        }
        ObjectNode plain = documents.tree(before.command()).put("publication", "draft");
        plain.remove("publish_at");
        DraftCommand command = documents.read(plain.toString(), Draft.commandOf(due.kind(), incidentId, due.id()));
        Draft after = before.notPublished(command, why);
        store.update(after);
        if (due.isHeld()) {
            idempotency.settle(due.id(), "draft");
        }
        trail.record("draft.not_published", before, after, after, schedule, clock.instant());
    }
}
