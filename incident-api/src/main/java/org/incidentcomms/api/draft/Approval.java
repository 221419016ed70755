package org.incidentcomms.api.draft;

import java.time.Instant;
import org.incidentcomms.api.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * That a draft is published only after a second operator's approval.
 *
 * @param because why it is required
 * @param requestedBy who wants to publish it, and so cannot approve it
 * @param requestedSubject the token's subject of the same
 * @param approvedBy who approved it, or null
 */
record Approval(
        String because,
        String requestedBy,
        String requestedSubject,
        Instant requestedAt,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt) {

    static Approval requested(String because, Caller by, Instant now) {
        return new Approval(because, by.name(), by.subject(), now, null, null);
    }

    Approval approved(Caller by, Instant now) {
        return new Approval(because, requestedBy, requestedSubject, requestedAt, by.name(), now);
    }

    boolean isApproved() {
        return approvedBy != null;
    }

    /** Whether the same person requested it, by name or by subject. */
    boolean isOf(Caller caller) {
        return requestedBy.equals(caller.name()) || requestedSubject.equals(caller.subject());
    }
}
