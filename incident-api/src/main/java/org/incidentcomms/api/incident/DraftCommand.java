package org.incidentcomms.api.incident;

import java.time.Instant;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** A command that can be stored as a draft and executed later, manually or automatically. */
public interface DraftCommand {
    String PUBLISH_AT = "With publication scheduled: when to publish, in the future, within 366 days.";

    /** The operator's choice; null means published, that is at once. */
    @Nullable Publication publication();

    /** The time of automatic publication; required with publication scheduled, and allowed only then. */
    @Nullable Instant publishAt();

    /** Whether it is stored as a draft instead of executed now; 422 if the fields are inconsistent. */
    default boolean staysDraft() {
        boolean isScheduled = publication() == Publication.SCHEDULED;
        if (isScheduled && publishAt() == null) {
            throw Problems.invalid(
                    "publish_at",
                    "is required with publication scheduled: an RFC 3339 time with offset; without a time, save a draft"
                            + " (publication: draft)");
        }
        if (!isScheduled && publishAt() != null) {
            throw Problems.invalid(
                    "publish_at",
                    "is allowed only with publication scheduled; add \"publication\": \"scheduled\", or omit it");
        }
        return isScheduled || publication() == Publication.DRAFT;
    }
}
