package org.incidentcomms.api.draft;

import org.incidentcomms.api.draft.Draft.Appointment;
import org.incidentcomms.service.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Objects;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.scheduling.Scheduler.Failed;
import org.incidentcomms.api.draft.DueDraftStore.Claimed;
import org.incidentcomms.api.incident.IncidentArchive;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.api.request.IfMatch;
import org.incidentcomms.service.storage.StorageException;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Update;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what is due, as who scheduled it would by hand. What an update is about is locked first, as everywhere, then
 * the draft, which is read anew under its lock: whoever publishes, changes or deletes it meanwhile goes before.
 */
@ApplicationScoped
class ScheduledPublisher {
    /** By the rules of this moment it must not be published; trying again would change nothing. */
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

    /** Where the audit trail says that who is named in it did not do it at that moment. */
    private static final String ADDRESS = "schedule";

    private final DueDraftStore due;
    private final Drafts drafts;
    private final Publishing publishing;
    private final IncidentArchive archive;

    ScheduledPublisher(DueDraftStore due, Drafts drafts, Publishing publishing, IncidentArchive archive) {
        this.due = due;
        this.drafts = drafts;
        this.publishing = publishing;
        this.archive = archive;
    }

    /**
     * Publishes one of those that are due.
     *
     * @return false if none is due that nobody else is busy with
     * @throws Refused and has done nothing
     * @throws Failed and has done nothing
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean publishOne(Instant now) {
        Claimed claimed = due.claimNew(now).or(() -> due.claimUpdate(now)).orElse(null);
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
        Caller caller = new Caller(appointment.by(), appointment.by(), ADDRESS, null);
        if (about == null) {
            publishing.publish(draft.kind(), draft.id(), IfMatch.ANY, caller);
            return;
        }
        if (about.status().isTerminal() && endedAt(about).isAfter(appointment.since())) {
            throw Problems.conflict("the " + about.kind().wire() + " is "
                    + about.status().wire()
                    + " since this was scheduled; if it is still to be told, publish it by hand or schedule it again");
        }
        publishing.publishUpdate(draft.kind(), about.id(), draft.id(), IfMatch.ANY, caller);
    }

    /** When it was told to be over: the time of the first of those last updates that say so. */
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
