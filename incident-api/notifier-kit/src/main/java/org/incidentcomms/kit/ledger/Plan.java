package org.incidentcomms.kit.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One event on one destination. */
public record Plan(
        long id,
        String eventId,
        String destination,
        String incidentId,
        @Nullable String updateId,
        long version,
        Lane lane,
        int chunkSize,
        Instant acceptedAt) {

    /** Lowest recipient id of chunk {@code number}. */
    public long firstId(int number) {
        return (long) number * chunkSize + 1;
    }

    /** Highest recipient id of chunk {@code number}. */
    public long lastId(int number) {
        return (long) (number + 1) * chunkSize;
    }
}
