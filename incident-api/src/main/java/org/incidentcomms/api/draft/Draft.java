package org.incidentcomms.api.draft;

import java.time.Instant;
import org.incidentcomms.api.incident.Draftable;
import org.incidentcomms.api.incident.OpenIncident;
import org.incidentcomms.api.incident.PostUpdate;
import org.incidentcomms.api.maintenance.AnnounceMaintenance;
import org.incidentcomms.events.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A command that waits.
 *
 * @param id of what it will make
 * @param incidentId what the update it will make is about, or null where it makes something new
 */
record Draft(
        String id,
        Kind kind,
        @Nullable String incidentId,
        long version,
        Draftable command,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy) {

    /** What it is a draft of. */
    static Class<? extends Draftable> commandOf(Kind kind, @Nullable String incidentId) {
        if (incidentId != null) {
            return PostUpdate.class;
        }
        return switch (kind) {
            case INCIDENT -> OpenIncident.class;
            case MAINTENANCE -> AnnounceMaintenance.class;
        };
    }

    /** Says that it is of a draft: a published thing counts from one again, and its tags must not be taken for these. */
    String etag() {
        return "\"draft-" + version + "\"";
    }

    Draft changed(Draftable newCommand, Instant now, String by) {
        return new Draft(id, kind, incidentId, version + 1, newCommand, createdAt, createdBy, now, by);
    }
}
