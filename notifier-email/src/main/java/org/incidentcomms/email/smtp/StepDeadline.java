package org.incidentcomms.email.smtp;

import java.time.Duration;

/**
 * Limits how long one step of a dialogue takes (a write, or one complete reply) by closing the connection. The socket's
 * own time-out covers a silent server only, not one that stops reading or sends a byte now and then.
 */
final class StepDeadline {
    private static final long NONE = 0;

    private final Runnable close;
    private volatile long at = NONE;
    private volatile boolean passed;

    StepDeadline(Runnable close) {
        this.close = close;
    }

    /** The step that begins now must end within this time. */
    void within(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        at = deadline == NONE ? 1 : deadline;
    }

    /** No step is in progress. */
    void clear() {
        at = NONE;
    }

    /** Closes the connection if its step takes too long; called by a timer. */
    void enforce() {
        long deadline = at;
        if (deadline != NONE && System.nanoTime() - deadline > 0) {
            passed = true;
            close.run();
        }
    }

    /** Whether the connection was closed by {@link #enforce}. */
    boolean hasPassed() {
        return passed;
    }
}
