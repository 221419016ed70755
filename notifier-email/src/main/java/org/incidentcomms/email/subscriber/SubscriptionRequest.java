package org.incidentcomms.email.subscriber;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's request to join the list.
 *
 * @param incident slug of the one incident to hear about; null for the list
 */
record SubscriptionRequest(
        long id,
        EmailAddress address,
        Preferences preferences,
        @Nullable String incident,
        Instant requestedAt) {
    @Override
    public String toString() {
        return "SubscriptionRequest[" + id + "]";
    }
}
