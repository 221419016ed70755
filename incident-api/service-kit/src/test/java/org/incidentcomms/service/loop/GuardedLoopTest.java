package org.incidentcomms.service.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuardedLoopTest {

    @Test
    void it_goes_on_whatever_a_step_throws_and_counts_it() throws InterruptedException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.addRegistry(registry);
        AtomicInteger turns = new AtomicInteger();
        CountDownLatch third = new CountDownLatch(3);
        try (GuardedLoop loop = new GuardedLoop("tested", () -> {
            third.countDown();
            switch (turns.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("a fault of ours");
                case 2 -> throw new StackOverflowError("worse");
                default -> {}
            }
            return Duration.ofMillis(1);
        })) {
            loop.start();
            assertThat(third.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            Metrics.removeRegistry(registry);
        }
        assertThat(registry.get("loop_failures").tag("loop", "tested").counter().count())
                .isEqualTo(2);
    }

    @Test
    void closing_ends_its_rest() {
        GuardedLoop loop = new GuardedLoop("resting", () -> Duration.ofDays(1));
        loop.start();

        loop.close();

        assertThat(loop.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void one_that_was_never_started_has_ended() {
        GuardedLoop loop = new GuardedLoop("idle", () -> Duration.ZERO);
        loop.close();
        assertThat(loop.join(Duration.ofSeconds(1))).isTrue();
    }
}
