package org.incidentcomms.api.maintenance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands where the test puts it, some of them a little wrong. */
public final class SettableClock extends Clock {
    private final AtomicReference<Instant> time;
    private final Duration skew;

    public SettableClock(AtomicReference<Instant> time, Duration skew) {
        this.time = time;
        this.skew = skew;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(time.get()).plus(skew);
    }
}
