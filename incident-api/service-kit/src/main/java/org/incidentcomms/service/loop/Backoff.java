package org.incidentcomms.service.loop;

import java.time.Duration;
import java.time.Instant;

/** A back-off that doubles up to a limit. Used by one thread. */
public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration length = Duration.ZERO;
    private Instant until = Instant.MIN;

    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /** Returns the next pause, twice the previous one. */
    public Duration lengthen() {
        Duration doubled = length.isZero() ? first : length.multipliedBy(2);
        length = doubled.compareTo(longest) > 0 ? longest : doubled;
        return length;
    }

    /** As {@link #lengthen}; the pause starts at {@code now}. */
    public void holdFrom(Instant now) {
        until = now.plus(lengthen());
    }

    public boolean holds(Instant now) {
        return now.isBefore(until);
    }

    public boolean isActive() {
        return !length.isZero();
    }

    public void reset() {
        length = Duration.ZERO;
        until = Instant.MIN;
    }
}
