package org.incidentcomms.api.draft;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.incidentcomms.api.access.Idempotency;
import org.incidentcomms.api.incident.DraftView;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/** Drafts under their locks, as changing and publishing need them. An update's incident is locked before its draft. */
@ApplicationScoped
class LockedDrafts {
    private final DraftStore store;
    private final IncidentRepository archive;
    private final Idempotency idempotency;

    LockedDrafts(DraftStore store, IncidentRepository archive, Idempotency idempotency) {
        this.store = store;
        this.archive = archive;
        this.idempotency = idempotency;
    }

    /** Finds any draft; 404. */
    Draft find(String id) {
        return store.find(id).orElseThrow(() -> Problems.notFound("draft"));
    }

    /**
     * Locks the draft until the transaction ends, and before it the incident of an update's: always in this order, so that
     * no two transactions wait for each other. 404, 409 if it is published.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Draft lock(IncidentKind kind, @Nullable String incidentId, String id, IfMatch ifMatch) {
        if (incidentId != null) {
            archive.lock(kind, incidentId, IfMatch.ANY);
        }
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

    /** Whether it was a draft that is published by now, or was never one. */
    boolean isPublished(IncidentKind kind, @Nullable String incidentId, String id) {
        String of = incidentId == null ? id : incidentId;
        return archive.find(kind, of)
                .filter(found ->
                        incidentId == null || found.document().update(id).isPresent())
                .isPresent();
    }

    /**
     * Removes a draft that is being published in this transaction. It may have been held or have waited for an approval
     * before, so repeats of those requests are told.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void remove(Draft draft) {
        store.delete(draft.id());
        idempotency.settle(draft.id(), "published");
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
}
