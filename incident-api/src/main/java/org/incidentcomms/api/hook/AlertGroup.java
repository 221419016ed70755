package org.incidentcomms.api.hook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was made of a group of alerts.
 *
 * @param keyHash the group's key may say anything and be long
 * @param incidentId of the draft, and of the incident once the draft is published
 * @param resolutionId of the draft of the update that says it is over, or null
 * @param isResolved what was heard last
 */
record AlertGroup(
        String keyHash, String incidentId, @Nullable String resolutionId, boolean isResolved, Instant heardAt) {

    AlertGroup fires(Instant now) {
        return new AlertGroup(keyHash, incidentId, null, false, now);
    }

    AlertGroup resolved(@Nullable String resolution, Instant now) {
        return new AlertGroup(keyHash, incidentId, resolution, true, now);
    }
}
