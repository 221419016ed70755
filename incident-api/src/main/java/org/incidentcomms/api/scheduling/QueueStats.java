package org.incidentcomms.api.scheduling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a queue stands at a moment.
 *
 * @param due how many are overdue
 * @param firstDue when the first that is pending was or will be due
 * @param firstTry when the first is tried next: later than it was due where it failed
 */
public record QueueStats(
        long due, @Nullable Instant firstDue, @Nullable Instant firstTry) {}
