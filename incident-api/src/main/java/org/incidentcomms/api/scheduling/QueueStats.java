package org.incidentcomms.api.scheduling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a queue.
 *
 * @param due number of overdue items
 * @param firstDue due time of the first pending item
 * @param firstTry time of the next attempt of any item: later than its due time after a failure
 */
public record QueueStats(
        long due, @Nullable Instant firstDue, @Nullable Instant firstTry) {}
