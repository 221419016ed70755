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
 * @param appointment when it is published by itself, or null where it is not
 * @param publishError why it was not published when it was due, or null; then it has no appointment any more
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
        String updatedBy,
        @Nullable Appointment appointment,
        @Nullable String publishError) {

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

    /** What an incident's trail keeps it under. */
    String resourceId() {
        return incidentId == null ? id : incidentId;
    }

    boolean isDue(Instant now) {
        return appointment != null && appointment.isDue(now);
    }

    /** Whatever kept it from being published was seen by who changes it. */
    Draft changed(Draftable newCommand, @Nullable Appointment newAppointment, Instant now, String by) {
        return next(newCommand, newAppointment, null, now, by);
    }

    /** It waits for a decision. */
    Draft notPublished(Draftable plainCommand, String why, Instant now, String by) {
        return next(plainCommand, null, why, now, by);
    }

    private Draft next(
            Draftable newCommand,
            @Nullable Appointment newAppointment,
            @Nullable String newError,
            Instant now,
            String by) {
        return new Draft(
                id, kind, incidentId, version + 1, newCommand, createdAt, createdBy, now, by, newAppointment, newError);
    }
}
