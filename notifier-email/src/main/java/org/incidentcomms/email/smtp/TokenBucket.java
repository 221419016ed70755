package org.incidentcomms.email.smtp;

import java.time.Duration;

/** Admits a number of messages a second, and as many at once after a pause of a second. Not thread-safe. */
final class TokenBucket {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final long interval;
    private final long burst;
    private long next;

    /**
     * @param perSecond greater than 0
     * @param now as {@link System#nanoTime}
     */
    TokenBucket(double perSecond, long now) {
        this.interval = (long) (SECOND / perSecond);
        this.burst = Math.max(0, SECOND - interval);
        this.next = now - burst;
    }

    /**
     * Takes a token if there is one within {@code longestWait} (ns).
     *
     * @return how long to wait for it (ns); if that is longer than {@code longestWait}, none was taken
     */
    long take(long now, long longestWait) {
        long earliest = now - burst;
        next = next - earliest < 0 ? earliest : next;
        long wait = Math.max(0, next - now);
        if (wait <= longestWait) {
            next += interval;
        }
        return wait;
    }

    /** The time between two messages (ns). */
    long interval() {
        return interval;
    }
}
