package org.incidentcomms.testkit.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until the simulation moves it. */
final class SimulatedClock extends Clock {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private Instant now = START;

    void advance(Duration duration) {
        now = now.plus(duration);
    }

    long nanoTime() {
        return Duration.between(START, now).toNanos();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
