package org.incidentcomms.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. */
public final class SettableClock extends Clock {
    public static final Instant START = Instant.parse("2026-02-02T16:40:00Z");

    private final Instant start;
    private volatile Instant now;

    public SettableClock() {
        this(START);
    }

    public SettableClock(Instant start) {
        this.start = start;
        this.now = start;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** The time since the start, as {@link System#nanoTime} would tell it. */
    public long nanoTime() {
        return Duration.between(start, now).toNanos();
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
