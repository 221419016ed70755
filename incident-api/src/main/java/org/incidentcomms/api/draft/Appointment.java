package org.incidentcomms.api.draft;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.incidentcomms.api.incident.Draftable;
import org.incidentcomms.api.maintenance.AnnounceMaintenance;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

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
    static @Nullable Appointment of(Draftable command, @Nullable Appointment before, Instant now, String by) {
        Instant at = command.publishAt();
        if (at == null) {
            return null;
        }
        if (command instanceof AnnounceMaintenance work && !at.isBefore(work.endsAt())) {
            throw Problems.invalid("publish_at", "must be before ends_at, when the work is over");
        }
        if (before != null && Objects.equals(at, before.publishAt())) {
            return before;
        }
        if (!at.isAfter(now)) {
            throw Problems.invalid(
                    "publish_at",
                    "must be in the future; to tell it now, leave it and publication out, or publish the draft");
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
