package org.incidentcomms.service.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClockStepWatchTest {
    private Instant wall = Instant.parse("2026-11-30T12:00:00Z");
    private long nanos = Long.MAX_VALUE - 5;
    private final AtomicInteger ends = new AtomicInteger();
    private final InstantSource source = () -> wall;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final ClockStepWatch watch = new ClockStepWatch(clock, () -> nanos, ends::incrementAndGet);

    @Test
    void time_that_passes_ends_nothing_however_long_nobody_looked() {
        pass(Duration.ofDays(3));
        assertThat(watch.look()).isEqualTo(Duration.ofSeconds(1));
        assertThat(ends).hasValue(0);
    }

    @Test
    void a_clock_that_is_set_ahead_or_back_a_little_ends_nothing() {
        wall = wall.plus(Duration.ofMinutes(10));
        watch.look();
        for (int i = 0; i < 5; i++) {
            wall = wall.minus(Duration.ofSeconds(10));
            watch.look();
        }
        assertThat(ends).hasValue(0);
    }

    @Test
    void a_clock_that_is_set_back_ends_the_process() {
        pass(Duration.ofMinutes(1));
        wall = wall.minus(Duration.ofSeconds(11));
        watch.look();
        assertThat(ends).hasValue(1);
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }
}
