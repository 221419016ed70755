package org.incidentcomms.api.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.incidentcomms.testkit.Patience;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    /** Fails in every way, then has something to do. */
    private static final class OddScheduler extends Scheduler {
        private final Queue<Throwable> failures = new ArrayDeque<>(List.of(
                new AssertionError("the driver's, of a connection that died"),
                new IllegalStateException("odd"),
                new StackOverflowError("nobody expects it")));
        private final CountDownLatch done = new CountDownLatch(1);

        OddScheduler() {
            super("tested", "lag", "due", new SimpleMeterRegistry(), Clock.systemUTC());
        }

        @Override
        protected boolean doOne(Instant now) {
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
        protected void postpone(Failed failure, Instant now) {}

        @Override
        protected QueueStats stats(Instant now) {
            return new QueueStats(0, null, null);
        }
    }

    @Test
    void whatever_a_turn_throws_the_next_one_comes() throws InterruptedException {
        OddScheduler scheduler = new OddScheduler();
        scheduler.start(new StartupEvent());
        try {
            assertThat(scheduler.done.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            scheduler.stop(new ShutdownEvent());
        }
    }
}
