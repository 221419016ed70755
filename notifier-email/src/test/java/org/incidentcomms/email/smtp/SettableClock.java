package org.incidentcomms.email.smtp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves only when told to. */
final class SettableClock extends Clock {
    static final Instant START = Instant.parse("2026-02-02T16:40:00Z");

    private Duration passed = Duration.ZERO;

    void pass(Duration by) {
        passed = passed.plus(by);
    }

    long nanoTime() {
        return passed.toNanos();
    }

    @Override
    public Instant instant() {
        return START.plus(passed);
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
