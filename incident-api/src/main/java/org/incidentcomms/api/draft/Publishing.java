package org.incidentcomms.api.draft;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.incident.IncidentArchive;
import org.incidentcomms.api.incident.Incidents;
import org.incidentcomms.api.incident.OpenIncident;
import org.incidentcomms.api.incident.PostUpdate;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.maintenance.AnnounceMaintenance;
import org.incidentcomms.api.maintenance.Maintenances;
import org.incidentcomms.api.request.IfMatch;
import org.incidentcomms.events.Kind;

/** Carries a draft out exactly as if it was posted now, in one transaction with taking the draft away. */
@ApplicationScoped
public class Publishing {
    private final Drafts drafts;
    private final IncidentArchive archive;
    private final Incidents incidents;
    private final Maintenances maintenances;

    Publishing(Drafts drafts, IncidentArchive archive, Incidents incidents, Maintenances maintenances) {
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
    public StoredIncident publish(Kind kind, String id, IfMatch ifMatch, Caller caller) {
        Draft draft = drafts.lock(kind, null, id, ifMatch);
        drafts.remove(draft);
        return switch (draft.command()) {
            case OpenIncident open -> incidents.open(id, open, caller);
            case AnnounceMaintenance announce -> maintenances.announce(id, announce, caller);
            default -> throw new IllegalStateException("draft " + id + " makes nothing new");
        };
    }

    /**
     * An update. The row of what it is about is locked before the draft's, as everywhere.
     *
     * @param ifMatch the draft's version, not that of what it is about
     */
    @Transactional
    public StoredIncident publishUpdate(Kind kind, String incidentId, String updateId, IfMatch ifMatch, Caller caller) {
        archive.lock(kind, incidentId, IfMatch.ANY);
        Draft draft = drafts.lock(kind, incidentId, updateId, ifMatch);
        drafts.remove(draft);
        if (!(draft.command() instanceof PostUpdate update)) {
            throw new IllegalStateException("draft " + updateId + " is of no update");
        }
        return switch (kind) {
            case INCIDENT -> incidents.update(incidentId, updateId, update, IfMatch.ANY, caller);
            case MAINTENANCE -> maintenances.update(incidentId, updateId, update, IfMatch.ANY, caller);
        };
    }
}
