package org.incidentcomms.api.clockwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.incidentcomms.testkit.Patience;
import org.junit.jupiter.api.Test;

class ClockworkTest {
    private static final class Gauges extends DueGauges {
        Gauges() {
            super(new SimpleMeterRegistry(), Clock.systemUTC(), "tested", "lag", "due");
        }
    }

    /** Fails in every way, then has something to do. */
    private static final class OddTimetable implements Timetable {
        private final Queue<Throwable> failures = new ArrayDeque<>(List.of(
                new AssertionError("the driver's, of a connection that died"),
                new IllegalStateException("odd"),
                new StackOverflowError("nobody expects it")));
        private final CountDownLatch done = new CountDownLatch(1);

        @Override
        public boolean carryOutOne(Instant now) {
            switch (failures.poll()) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case null, default -> {
                    done.countDown();
                    return false;
                }
            }
        }

        @Override
        public void postpone(Failed failure, Instant now) {}

        @Override
        public Outlook outlook(Instant now) {
            return new Outlook(0, null, null);
        }
    }

    @Test
    void whatever_a_timetable_throws_it_is_carried_out_again() throws InterruptedException {
        OddTimetable timetable = new OddTimetable();
        Clockwork clockwork = new Clockwork("tested", timetable, new Gauges(), Clock.systemUTC());
        clockwork.start();
        try {
            assertThat(timetable.done.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            clockwork.stop();
        }
    }
}
