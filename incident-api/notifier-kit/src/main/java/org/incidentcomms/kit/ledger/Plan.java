package org.incidentcomms.kit.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event on one destination.
 *
 * @param active whether deliveries may begin; false once it is being stopped or given up
 * @param retried an operator reopened it, so newer events may have been delivered meanwhile
 * @param untilDone it removes text from a copy, so it is never given up
 */
public record Plan(
        long id,
        String eventId,
        String destination,
        String incidentId,
        @Nullable String updateId,
        long version,
        Lane lane,
        int chunkSize,
        Instant acceptedAt,
        boolean active,
        boolean retried,
        boolean untilDone) {

    /** Lowest recipient id of chunk {@code number}. */
    public long firstId(int number) {
        return (long) number * chunkSize + 1;
    }

    /** Highest recipient id of chunk {@code number}. */
    public long lastId(int number) {
        return (long) (number + 1) * chunkSize;
    }
}
