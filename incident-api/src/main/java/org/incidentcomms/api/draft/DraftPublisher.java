package org.incidentcomms.api.draft;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Objects;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.draft.Draft.Appointment;
import org.incidentcomms.api.draft.DraftStore.Claimed;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.api.incident.Incidents;
import org.incidentcomms.api.incident.OpenIncident;
import org.incidentcomms.api.incident.PostUpdate;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.maintenance.AnnounceMaintenance;
import org.incidentcomms.api.maintenance.Maintenances;
import org.incidentcomms.api.request.IfMatch;
import org.incidentcomms.api.scheduling.Scheduler.Failed;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Update;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * Carries a draft out exactly as if it was posted now, in one transaction with taking the draft away; by hand, or when it
 * is due, as who scheduled it would. What an update is about is locked first, as everywhere, then the draft, which is read
 * under its lock: whoever publishes, changes or deletes it meanwhile goes before.
 */
@ApplicationScoped
public class DraftPublisher {
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

    private final DraftStore store;
    private final Drafts drafts;
    private final IncidentRepository archive;
    private final Incidents incidents;
    private final Maintenances maintenances;

    DraftPublisher(
            DraftStore store,
            Drafts drafts,
            IncidentRepository archive,
            Incidents incidents,
            Maintenances maintenances) {
        this.store = store;
        this.drafts = drafts;
        this.archive = archive;
        this.incidents = incidents;
        this.maintenances = maintenances;
    }

    /** Whatever it is a draft of; 404 where there is no draft of that id. */
    @Transactional
    public StoredIncident publish(String id, Caller caller) {
        Draft draft = drafts.find(id);
        String about = draft.incidentId();
        return about == null
                ? publish(draft.kind(), id, IfMatch.ANY, caller)
                : publishUpdate(draft.kind(), about, id, IfMatch.ANY, caller);
    }

    /** Something new; 409 where it is published already. */
    @Transactional
    public StoredIncident publish(IncidentKind kind, String id, IfMatch ifMatch, Caller caller) {
        Draft draft = drafts.lock(kind, null, id, ifMatch);
        drafts.remove(draft);
        return switch (draft.command()) {
            case OpenIncident open -> incidents.open(id, open, caller);
            case AnnounceMaintenance announce -> maintenances.announce(id, announce, caller);
            default -> throw new IllegalStateException("draft " + id + " does not create anything");
        };
    }

    /**
     * An update. The row of what it is about is locked before the draft's, as everywhere.
     *
     * @param ifMatch the draft's version, not that of what it is about
     */
    @Transactional
    public StoredIncident publishUpdate(
            IncidentKind kind, String incidentId, String updateId, IfMatch ifMatch, Caller caller) {
        archive.lock(kind, incidentId, IfMatch.ANY);
        Draft draft = drafts.lock(kind, incidentId, updateId, ifMatch);
        drafts.remove(draft);
        if (!(draft.command() instanceof PostUpdate update)) {
            throw new IllegalStateException("draft " + updateId + " is not a draft of an update");
        }
        return switch (kind) {
            case INCIDENT -> incidents.update(incidentId, updateId, update, IfMatch.ANY, caller);
            case MAINTENANCE -> maintenances.update(incidentId, updateId, update, IfMatch.ANY, caller);
        };
    }

    /**
     * Publishes one of those that are store.
     *
     * @return false if none is due that nobody else is busy with
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
