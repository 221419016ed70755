package org.incidentcomms.api.draft;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.incidentcomms.api.incident.DraftCommand;
import org.incidentcomms.api.incident.OpenIncident;
import org.incidentcomms.api.incident.PostUpdate;
import org.incidentcomms.api.incident.PublishedChange;
import org.incidentcomms.api.maintenance.AnnounceMaintenance;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * A stored command.
 *
 * @param id of the resource it will create
 * @param incidentId the incident an update belongs to, or null if the draft creates a new resource
 * @param appointment the scheduled publication, or null
 * @param publishError why the scheduled publication failed, or null; then there is no appointment any more
 * @param byAlert whether an alert wrote it, and no operator
 * @param approval that a second operator must approve it, or null
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
        @Nullable String publishError,
        boolean byAlert,
        @Nullable Approval approval) {
    /** Ids of {@link PublishedChange}s begin with it. */
    static final String CHANGE_PREFIX = "chg";

    /** The type of the drafted command. */
    static Class<? extends DraftCommand> commandOf(IncidentKind kind, @Nullable String incidentId, String id) {
        if (incidentId != null) {
            return id.startsWith(CHANGE_PREFIX + "_") ? PublishedChange.class : PostUpdate.class;
        }
        return switch (kind) {
            case INCIDENT -> OpenIncident.class;
            case MAINTENANCE -> AnnounceMaintenance.class;
        };
    }

    /** The id under which the audit trail lists it. */
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

    /** Whether it waits only so that it can be taken back. */
    boolean isHeld() {
        return appointment != null && appointment.held();
    }

    /** Whether a second operator must still approve it. */
    boolean waitsForApproval() {
        return approval != null && !approval.isApproved();
    }

    boolean isDue(Instant now) {
        return appointment != null && appointment.isDue(now);
    }

    /** Clears the publication error, which the operator making the change has seen. */
    Draft changed(
            DraftCommand newCommand,
            @Nullable Appointment newAppointment,
            @Nullable Approval newApproval,
            Instant now,
            String by) {
        return next(newCommand, newAppointment, null, newApproval, now, by);
    }

    /** The publication failed, and an operator must decide. Its author is still who wrote it, and cannot approve it. */
    Draft notPublished(DraftCommand plainCommand, String why) {
        return next(plainCommand, null, why, approval, updatedAt, updatedBy);
    }

    /** The same text, with its approval requested or given. */
    Draft with(Approval newApproval) {
        return next(command, appointment, publishError, newApproval, updatedAt, updatedBy);
    }

    private Draft next(
            DraftCommand newCommand,
            @Nullable Appointment newAppointment,
            @Nullable String newError,
            @Nullable Approval newApproval,
            Instant now,
            String by) {
        return new Draft(
                id,
                kind,
                incidentId,
                version + 1,
                newCommand,
                createdAt,
                createdBy,
                now,
                by,
                newAppointment,
                newError,
                byAlert,
                newApproval);
    }

    /**
     * A scheduled publication.
     *
     * @param since when it was scheduled
     * @param by who scheduled it
     * @param held whether it waits only so that it can be taken back
     */
    record Appointment(Instant publishAt, Instant since, String by, boolean held) {
        private static final Duration FURTHEST = Duration.ofDays(366);

        /**
         * Returns the appointment {@code command} requests, or null. An unchanged time keeps its scheduler, and may be
         * overdue; a new one is 422 if it cannot be kept.
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
            return new Appointment(at, now, by, false);
        }

        boolean isDue(Instant now) {
            return !publishAt.isAfter(now);
        }
    }
}
