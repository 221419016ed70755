package org.incidentcomms.api.draft;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.incidentcomms.api.incident.DraftCommand;
import org.incidentcomms.api.incident.OpenIncident;
import org.incidentcomms.api.incident.PostUpdate;
import org.incidentcomms.api.maintenance.AnnounceMaintenance;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.problem.Problems;
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
        IncidentKind kind,
        @Nullable String incidentId,
        long version,
        DraftCommand command,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy,
        @Nullable Appointment appointment,
        @Nullable String publishError) {

    /** What it is a draft of. */
    static Class<? extends DraftCommand> commandOf(IncidentKind kind, @Nullable String incidentId) {
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

    @Nullable Instant publishAt() {
        return appointment == null ? null : appointment.publishAt();
    }

    @Nullable Instant scheduledAt() {
        return appointment == null ? null : appointment.since();
    }

    @Nullable String scheduledBy() {
        return appointment == null ? null : appointment.by();
    }

    boolean isDue(Instant now) {
        return appointment != null && appointment.isDue(now);
    }

    /** Whatever kept it from being published was seen by who changes it. */
    Draft changed(DraftCommand newCommand, @Nullable Appointment newAppointment, Instant now, String by) {
        return next(newCommand, newAppointment, null, now, by);
    }

    /** It waits for a decision. */
    Draft notPublished(DraftCommand plainCommand, String why, Instant now, String by) {
        return next(plainCommand, null, why, now, by);
    }

    private Draft next(
            DraftCommand newCommand,
            @Nullable Appointment newAppointment,
            @Nullable String newError,
            Instant now,
            String by) {
        return new Draft(
                id, kind, incidentId, version + 1, newCommand, createdAt, createdBy, now, by, newAppointment, newError);
    }

    /**
     * That a draft is to be published by itself.
     *
     * @param since when it was said
     * @param by who said it
     */
    record Appointment(Instant publishAt, Instant since, String by) {
        private static final Duration FURTHEST = Duration.ofDays(366);

        /**
         * The one {@code command} asks for, or null. One that stays at its time stays who said it, and may be overdue; another
         * is 422 where it cannot be kept.
         */
        static @Nullable Appointment of(DraftCommand command, @Nullable Appointment before, Instant now, String by) {
            Instant at = command.publishAt();
            if (at == null) {
                return null;
            }
            if (command instanceof AnnounceMaintenance work && !at.isBefore(work.endsAt())) {
                throw Problems.invalid("publish_at", "must be before ends_at");
            }
            if (before != null && Objects.equals(at, before.publishAt())) {
                return before;
            }
            if (!at.isAfter(now)) {
                throw Problems.invalid(
                        "publish_at",
                        "must be in the future; to publish now, omit it and publication, or publish the draft");
            }
            if (at.isAfter(now.plus(FURTHEST))) {
                throw Problems.invalid("publish_at", "must be within 366 days from now; until then keep it as a draft");
            }
            return new Appointment(at, now, by);
        }

        boolean isDue(Instant now) {
            return !publishAt.isAfter(now);
        }
    }
}
