package org.incidentcomms.email.smtp;

import java.time.Duration;

/**
 * How many connections to open to one relay: few at first, one more for each accepted message while all are in use and
 * replies stay quick, fewer for a minute after the relay refused one. Not thread-safe.
 */
final class ConnectionLimit {
    static final int FIRST = 2;
    static final Duration LOWERED_FOR = Duration.ofMinutes(1);
    /** Replies that take up to this much longer than the quickest did are no sign of a relay at its limit (ns). */
    private static final double NOISE = Duration.ofMillis(20).toNanos();

    private final int largest;
    private int limit;
    private boolean lowered;
    private long loweredAt;
    private boolean mayGrow;
    private double quickest = Double.MAX_VALUE;

    ConnectionLimit(int largest) {
        this.largest = largest;
        this.limit = Math.min(FIRST, largest);
    }

    /** The limit when all {@code open} connections are in use and another is wanted. */
    int whenAllAreInUse(int open, long now) {
        if (lowered && now - loweredAt > LOWERED_FOR.toNanos()) {
            lowered = false;
        }
        if (open >= limit && mayGrow && !lowered && limit < largest) {
            limit++;
            mayGrow = false;
        }
        return limit;
    }

    /** As {@link #whenAllAreInUse} for an urgent message: one more, unless the relay has refused more. */
    int forUrgent(int open, long now) {
        int others = whenAllAreInUse(open, now);
        return lowered ? others : Math.min(largest, others + 1);
    }

    /** A message was accepted; {@code latency} is the moving average (ns). */
    void accepted(double latency) {
        quickest = Math.min(quickest, latency);
        mayGrow = latency <= 2 * quickest + NOISE;
    }

    /** The relay refused a connection while these were open. */
    void refused(int open, long now) {
        limit = Math.max(1, Math.min(limit, open));
        lowered = true;
        loweredAt = now;
    }

    /** Unused connections were closed, these are left. */
    void shrink(int open) {
        limit = Math.min(limit, Math.max(Math.min(FIRST, largest), open));
        quickest = Double.MAX_VALUE;
    }
}
