package org.incidentcomms.api.postmortem;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A post-mortem as it is stored.
 *
 * @param version counts every writing, publication and withdrawal; its ETag
 * @param slug since its first publication, else null
 */
record Written(
        String incidentId,
        long version,
        WritePostmortem fields,
        @Nullable String slug,
        Instant updatedAt) {

    Written next(WritePostmortem newFields, @Nullable String newSlug, Instant now) {
        return new Written(incidentId, version + 1, newFields, newSlug, now);
    }
}
