package org.incidentcomms.api.incident;

import java.time.Duration;
import java.time.Instant;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Update;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Whom an update concerns, and what it promises. Scope and next update of an incident are those of its newest update.
 *
 * @param scope "Some customers", or null
 * @param nextUpdateAt by when the next update is promised, or null
 * @param analysisPromised whether a post-mortem is promised
 */
public record Outlook(@Nullable String scope, @Nullable Instant nextUpdateAt, boolean analysisPromised) {
    public static final String SCOPE =
            "Which customers it concerns, in a few words; shown beside the status. Belongs to "
                    + "the newest update: an update without it ends it.";

    public static final String NEXT_UPDATE_AT = "By when the next update is promised; in the future, within 366 days. "
            + "Belongs to the newest update: an update without it ends the promise, and so does the end of the incident.";

    /** Nothing is said and nothing promised. */
    public static final Outlook NONE = new Outlook(null, null, false);

    static final String FIELD = "next_update_at";

    private static final Duration FURTHEST = Duration.ofDays(366);

    public Outlook {
        scope = scope == null ? null : scope.strip();
    }

    static Outlook of(Update update) {
        return new Outlook(update.scope(), update.nextUpdateAt(), update.promisesAnalysis());
    }

    /** 422 if the next update cannot be promised. */
    Outlook requireKept(Status status, Instant now) {
        if (nextUpdateAt == null) {
            return this;
        }
        if (status.isTerminal()) {
            throw Problems.invalid(FIELD, "must be absent with status " + status.wire() + ", which ends the promise");
        }
        if (!nextUpdateAt.isAfter(now)) {
            throw Problems.invalid(FIELD, "must be in the future; omit it to promise nothing");
        }
        if (nextUpdateAt.isAfter(now.plus(FURTHEST))) {
            throw Problems.invalid(FIELD, "must be within 366 days from now");
        }
        return this;
    }

    /** The update with this outlook. */
    Update on(Update update) {
        return update.with(scope, nextUpdateAt, analysisPromised);
    }
}
