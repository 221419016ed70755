package org.incidentcomms.api.incident;

import java.time.Instant;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** A command that can be kept as a draft and carried out later, by hand or by itself. */
public interface DraftCommand {
    String PUBLISH_AT = "With publication scheduled: when to publish, in the future, within 366 days.";

    /** What the operator wants done with it; null is published, that is: at once. */
    @Nullable Publication publication();

    /** When it is to be published by itself; only, and always, where publication is scheduled. */
    @Nullable Instant publishAt();

    /** Whether it is to be kept rather than carried out at once; 422 where it does not say clearly. */
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
