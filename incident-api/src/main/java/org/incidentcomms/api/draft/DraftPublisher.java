package org.incidentcomms.api.draft;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Objects;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.draft.Draft.Appointment;
import org.incidentcomms.api.draft.DraftStore.Claimed;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.scheduling.Scheduler.Failed;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Update;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.request.IfMatch;
import org.incidentcomms.service.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * Executes a draft as if its request was sent now, and removes the draft in the same transaction; manually, or at its
 * time on behalf of the operator who scheduled it. An update's incident is locked first, as everywhere, then the draft,
 * which is read under its lock, so concurrent publication, change or deletion takes effect first.
 */
@ApplicationScoped
public class DraftPublisher {
    /** The current rules forbid the publication; a retry would not help. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient Draft draft;
        final transient Problem problem;

        private Refused(Draft draft, Problem problem) {
            super(problem);
            this.draft = draft;
            this.problem = problem;
        }
    }

    /** Marks audit entries of scheduled publications, which their operator did not trigger at that moment. */
    private static final String ADDRESS = "schedule";

    private final DraftStore store;
    private final LockedDrafts drafts;
    private final IncidentRepository archive;
    private final CommandExecutor executor;
    private final ApprovalRule rule;

    DraftPublisher(
            DraftStore store,
            LockedDrafts drafts,
            IncidentRepository archive,
            CommandExecutor executor,
            ApprovalRule rule) {
        this.store = store;
        this.drafts = drafts;
        this.archive = archive;
        this.executor = executor;
        this.rule = rule;
    }

    /** Publishes any draft, approved or not, for a preview; 404 if there is no draft of that id. */
    @Transactional
    public StoredIncident publish(String id, Caller caller) {
        Draft draft = drafts.find(id);
        String about = draft.incidentId();
        return about == null
                ? publish(draft.kind(), id, IfMatch.ANY, caller)
                : publishUpdate(draft.kind(), about, id, IfMatch.ANY, caller);
    }

    /** Creates the new resource; 409 if it is already published. Whether it must be approved, the caller has checked. */
    @Transactional
    public StoredIncident publish(IncidentKind kind, String id, IfMatch ifMatch, Caller caller) {
        Draft draft = drafts.lock(kind, null, id, ifMatch);
        drafts.remove(draft);
        if (!draft.byAlert()) {
            draft.command().requireImpact();
        }
        return executor.execute(kind, null, id, draft.command(), caller);
    }

    /**
     * Publishes an update.
     *
     * @param ifMatch the draft's version, not the incident's
     */
    @Transactional
    public StoredIncident publishUpdate(
            IncidentKind kind, String incidentId, String updateId, IfMatch ifMatch, Caller caller) {
        Draft draft = drafts.lock(kind, incidentId, updateId, ifMatch);
        drafts.remove(draft);
        return executor.execute(kind, incidentId, updateId, draft.command(), caller);
    }

    /**
     * Publishes one due draft.
     *
     * @return false if none is due that is not locked by another transaction
     * @throws Refused and has done nothing
     * @throws Failed and has done nothing
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean publishOne(Instant now) {
        Claimed claimed = store.claimNew(now).or(() -> store.claimUpdate(now)).orElse(null);
        if (claimed == null) {
            return false;
        }
        Draft draft = null;
        try {
            String incidentId = claimed.incidentId();
            Incident about = incidentId == null
                    ? null
                    : archive.lock(claimed.kind(), incidentId, IfMatch.ANY).document();
            draft = drafts.lockDue(claimed.kind(), incidentId, claimed.id(), now)
                    .orElse(null);
            if (draft != null) {
                publish(draft, about);
            }
            return true;
        } catch (Problem e) {
            throw draft == null || e.status() >= 500 ? new Failed(claimed.id(), e) : new Refused(draft, e);
        } catch (StorageException e) {
            throw e.isConnectionLost() ? e : new Failed(claimed.id(), e);
        } catch (RuntimeException e) {
            throw new Failed(claimed.id(), e);
        }
    }

    private void publish(Draft draft, @Nullable Incident about) {
        Appointment appointment = Objects.requireNonNull(draft.appointment(), draft.id());
        requireApproved(draft, about);
        Caller caller = new Caller(appointment.by(), appointment.by(), ADDRESS, null);
        if (about == null) {
            publish(draft.kind(), draft.id(), IfMatch.ANY, caller);
            return;
        }
        if (about.status().isTerminal() && endedAt(about).isAfter(appointment.since())) {
            throw Problems.conflict("the " + about.kind().wire() + " is "
                    + about.status().wire()
                    + " since this was scheduled; publish it manually or schedule it again");
        }
        publishUpdate(draft.kind(), about.id(), draft.id(), IfMatch.ANY, caller);
    }

    /** The impact may have risen since it was scheduled. */
    private void requireApproved(Draft draft, @Nullable Incident about) {
        boolean isRequired = draft.approval() == null
                && rule.because(draft.command().expectedImpact(about)).isPresent();
        if (draft.waitsForApproval() || isRequired) {
            throw Problems.conflict("no second operator has approved it in time");
        }
    }

    /** When the incident was reported as ended: the time of the first of the final updates with an ended status. */
    private static Instant endedAt(Incident over) {
        Instant ended = over.updatedAt();
        for (Update update : over.updates().reversed()) {
            if (!update.status().isTerminal()) {
                break;
            }
            ended = update.postedAt();
        }
        return ended;
    }
}
