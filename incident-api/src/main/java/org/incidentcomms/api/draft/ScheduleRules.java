package org.incidentcomms.api.draft;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.OptionalLong;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.draft.Draft.Appointment;
import org.incidentcomms.api.incident.DraftCommand;
import org.incidentcomms.api.request.Blanks;
import org.incidentcomms.events.Incident;
import org.jspecify.annotations.Nullable;

/** What a draft must satisfy so that it can be published at its time, when nobody is asked any more. */
@ApplicationScoped
class ScheduleRules {
    private final Blanks blanks;
    private final ApprovalRule rule;

    ScheduleRules(Blanks blanks, ApprovalRule rule) {
        this.blanks = blanks;
        this.rule = rule;
    }

    /**
     * The approval that a scheduled draft needs, or null. It is published without a caller, so its recipients cannot be
     * counted at that time.
     */
    @Nullable Approval approvalOf(
            DraftCommand command, @Nullable Appointment appointment, @Nullable Incident about, Caller by, Instant now) {
        return appointment == null || appointment.held()
                ? null
                : rule.because(command.expectedImpact(about), OptionalLong::empty)
                        .map(because -> Approval.requested(because, by, now))
                        .orElse(null);
    }

    /** 422 for a scheduled draft that could not be published as it is: better now than at its time. */
    void requireReady(Draft draft) {
        if (draft.appointment() == null) {
            return;
        }
        if (!draft.byAlert()) {
            draft.command().requireImpact();
        }
        blanks.requireFilled(draft.command().textsByField());
    }
}
