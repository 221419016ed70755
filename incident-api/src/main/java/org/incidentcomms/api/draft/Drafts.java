package org.incidentcomms.api.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.incidentcomms.api.access.Audit;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.access.Idempotency;
import org.incidentcomms.api.draft.Draft.Appointment;
import org.incidentcomms.api.incident.ApiPaths;
import org.incidentcomms.api.incident.DraftCommand;
import org.incidentcomms.api.incident.DraftRepository;
import org.incidentcomms.api.incident.DraftView;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.api.incident.Publication;
import org.incidentcomms.api.request.IfMatch;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.api.request.RequestReader;
import org.incidentcomms.api.storage.Ids;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.api.storage.Redactable;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** The use cases of drafts, except publishing, which {@link DraftPublisher} does. Drafts are invisible to customers. */
@ApplicationScoped
public class Drafts implements DraftRepository, Redactable {
    private final DraftStore store;
    private final IncidentRepository archive;
    private final Idempotency idempotency;
    private final RequestReader requests;
    private final DraftPresenter presenter;
    private final JsonColumns documents;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;

    Drafts(
            DraftStore store,
            IncidentRepository archive,
            Idempotency idempotency,
            RequestReader requests,
            DraftPresenter presenter,
            JsonColumns documents,
            Audit audit,
            Ids ids,
            Clock clock) {
        this.store = store;
        this.archive = archive;
        this.idempotency = idempotency;
        this.requests = requests;
        this.presenter = presenter;
        this.documents = documents;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    @Transactional
    public DraftView keep(IncidentKind kind, @Nullable String incidentId, DraftCommand command, Caller caller) {
        if (incidentId != null) {
            requirePublished(kind, incidentId);
            // Waits for a concurrent withdrawal: a draft stored meanwhile would survive it.
            archive.lock(kind, incidentId, IfMatch.ANY);
        }
        Instant now = clock.instant();
        String prefix = incidentId != null ? "upd" : kind == IncidentKind.INCIDENT ? "inc" : "mnt";
        String by = caller.name();
        Appointment appointment = Appointment.of(command, null, now, by);
        Draft draft = new Draft(ids.next(prefix), kind, incidentId, 1, command, now, by, now, by, appointment, null);
        store.insert(draft);
        record("draft.created", null, draft, draft, caller, now);
        return presenter.view(draft);
    }

    /** An update cannot belong to an unpublished incident. */
    void requirePublished(IncidentKind kind, String incidentId) {
        if (archive.find(kind, incidentId).isEmpty()) {
            if (store.find(kind, null, incidentId).isPresent()) {
                throw Problems.conflict("this " + kind.wire() + " is a draft; change it (PATCH), or publish it first");
            }
            throw Problems.notFound(kind.wire());
        }
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

    /** Drafts of updates of that incident, newest first. */
    Page<DraftView> listOf(IncidentKind kind, String incidentId, Page.PageRequest wish) {
        return wish.page(store.list(kind, incidentId, wish.after(), wish.toFetch()), Draft::id, presenter::view);
    }

    @Override
    @Transactional
    public DraftView change(
            IncidentKind kind, @Nullable String incidentId, String id, JsonNode patch, IfMatch ifMatch, Caller caller) {
        if (incidentId != null) {
            archive.lock(kind, incidentId, IfMatch.ANY);
        }
        Draft before = lock(kind, incidentId, id, ifMatch);
        DraftCommand command = patched(before.command(), unscheduling(patch), Draft.commandOf(kind, incidentId));
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
        Draft after = before.changed(command, appointment, now, caller.name());
        store.update(after);
        record("draft.changed", before, after, after, caller, now);
        return presenter.view(after);
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
        if (store.find(kind, incidentId, id).isEmpty() && isPublished(kind, incidentId, id)) {
            throw Problems.conflict("it was announced, so it cannot be deleted; an admin can withdraw it: POST "
                    + ApiPaths.of(kind, incidentId, id) + "/withdraw");
        }
        if (incidentId != null) {
            archive.lock(kind, incidentId, IfMatch.ANY);
        }
        discard(lock(kind, incidentId, id, ifMatch), caller);
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
        record("draft.deleted", draft, null, draft, caller, clock.instant());
    }

    /** Deletes drafts of updates with their incident. */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void redact(String incidentId) {
        store.deleteAbout(incidentId);
    }

    /** Finds any draft; 404. */
    Draft find(String id) {
        return store.find(id).orElseThrow(() -> Problems.notFound("draft"));
    }

    /** Locks the draft until the transaction ends; 404, 409 if it is published. */
    @Transactional(Transactional.TxType.MANDATORY)
    Draft lock(IncidentKind kind, @Nullable String incidentId, String id, IfMatch ifMatch) {
        Draft draft = store.lock(kind, incidentId, id).orElseThrow(() -> {
            if (isPublished(kind, incidentId, id)) {
                return Problems.conflict("it is published already");
            }
            return Problems.notFound("draft");
        });
        ifMatch.check(DraftView.etag(draft.version()), draft.version());
        return draft;
    }

    /** As {@link #lock}, but empty if it is not due at {@code now}, or does not exist any more. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Draft> lockDue(IncidentKind kind, @Nullable String incidentId, String id, Instant now) {
        return store.lock(kind, incidentId, id).filter(draft -> draft.isDue(now));
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
        DraftCommand command = documents.read(plain.toString(), Draft.commandOf(due.kind(), incidentId));
        Instant now = clock.instant();
        Draft after = before.notPublished(command, why, now, schedule.name());
        store.update(after);
        record("draft.not_published", before, after, after, schedule, now);
    }

    private boolean isPublished(IncidentKind kind, @Nullable String incidentId, String id) {
        String of = incidentId == null ? id : incidentId;
        return archive.find(kind, of)
                .filter(found ->
                        incidentId == null || found.document().update(id).isPresent())
                .isPresent();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void remove(Draft draft) {
        store.delete(draft.id());
    }

    private void record(
            String action, @Nullable Draft before, @Nullable Draft after, Draft about, Caller caller, Instant now) {
        audit.record(
                caller,
                now,
                action,
                about.resourceId(),
                about.version(),
                before == null ? null : DraftPresenter.audited(before),
                after == null ? null : DraftPresenter.audited(after));
    }
}
