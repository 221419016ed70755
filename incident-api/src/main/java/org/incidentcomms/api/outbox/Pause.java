package org.incidentcomms.api.outbox;

import java.time.Duration;
import java.time.Instant;

/** A back-off that doubles up to a bound. Used by one thread. */
final class Pause {
    private final Duration first;
    private final Duration longest;
    private Duration length = Duration.ZERO;
    private Instant until = Instant.MIN;

    Pause(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    void lengthen() {
        Duration doubled = length.isZero() ? first : length.multipliedBy(2);
        length = doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    void holdFrom(Instant now) {
        until = now.plus(length);
    }

    boolean holds(Instant now) {
        return now.isBefore(until);
    }

    boolean isActive() {
        return !length.isZero();
    }

    Duration length() {
        return length;
    }

    void reset() {
        length = Duration.ZERO;
        until = Instant.MIN;
    }
}
