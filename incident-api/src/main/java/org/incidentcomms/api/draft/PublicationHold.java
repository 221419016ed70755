package org.incidentcomms.api.draft;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Optional;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.incident.DraftCommand;
import org.incidentcomms.api.incident.DraftView;
import org.incidentcomms.api.incident.HeldPublications;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/**
 * Holds publications back. The incident is locked first, so of two operators at once one is held and one refused. What
 * waits for approval needs no time to be taken back.
 */
@ApplicationScoped
class PublicationHold implements HeldPublications {
    private final NewDrafts newDrafts;
    private final LockedDrafts locked;
    private final DraftApprovals approvals;
    private final CommandExecutor executor;
    private final IncidentRepository archive;

    PublicationHold(
            NewDrafts newDrafts,
            LockedDrafts locked,
            DraftApprovals approvals,
            CommandExecutor executor,
            IncidentRepository archive) {
        this.newDrafts = newDrafts;
        this.locked = locked;
        this.approvals = approvals;
        this.executor = executor;
        this.archive = archive;
    }

    @Override
    @Transactional
    public Optional<DraftView> hold(
            IncidentKind kind, @Nullable String incidentId, DraftCommand command, IfMatch ifMatch, Caller caller) {
        Duration hold = command.hold();
        Optional<DraftView> requested = approvals.request(kind, incidentId, command, ifMatch, caller);
        if (requested.isPresent() || hold == null) {
            return requested;
        }
        if (approvals.areOff()) { // otherwise it was rehearsed above, under the lock that is still held
            if (incidentId != null) {
                locked.requirePublished(kind, incidentId);
                archive.lock(kind, incidentId, ifMatch);
            }
            command.requireImpact();
            executor.rehearse(kind, incidentId, command, caller);
        }
        return Optional.of(newDrafts.hold(kind, incidentId, command, hold, caller));
    }

    /**
     * Holds an existing draft back, which is a draft again if it is taken back. 409 if it is held already, so that nobody
     * puts off what another operator is publishing.
     *
     * @param hold how long, or null for not at all
     * @param ifMatch the draft's version
     * @return the draft; empty if nothing holds it back, and then nothing has been done
     */
    @Transactional
    Optional<DraftView> hold(
            IncidentKind kind,
            @Nullable String incidentId,
            String id,
            @Nullable Duration hold,
            IfMatch ifMatch,
            Caller caller) {
        if (hold == null) {
            return approvals.requestFor(kind, incidentId, id, ifMatch, caller);
        }
        Draft draft = locked.lock(kind, incidentId, id, ifMatch);
        if (draft.isHeld()) {
            throw Problems.conflict("it is held already, until " + draft.publishAt() + " by " + draft.scheduledBy());
        }
        Optional<DraftView> requested = approvals.requestFor(kind, incidentId, id, ifMatch, caller);
        if (requested.isPresent()) {
            return requested;
        }
        if (approvals.areOff() || draft.approval() != null) { // otherwise it was rehearsed above
            if (!draft.byAlert()) {
                draft.command().requireImpact();
            }
            executor.rehearse(draft, caller);
        }
        return Optional.of(newDrafts.hold(draft, hold, caller));
    }
}
