package org.incidentcomms.api.access;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.incidentcomms.testkit.Patience.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.incidentcomms.service.problem.Problem;
import org.junit.jupiter.api.Test;

class BulkheadTest {
    private final CountDownLatch done = new CountDownLatch(1);

    @Test
    void who_came_first_is_served_first() throws InterruptedException {
        Bulkhead turns = new Bulkhead(1, Duration.ofSeconds(30));
        List<Integer> served = new CopyOnWriteArrayList<>();
        Thread busy = Thread.ofPlatform().start(() -> turns.take(this::waited));
        await().until(() -> turns.busy() == 1);
        List<Thread> waiting = IntStream.range(0, 20)
                .mapToObj(i -> {
                    Thread thread = Thread.ofVirtual().start(() -> turns.take(() -> served.add(i)));
                    await().until(() -> turns.waiting() == i + 1);
                    return thread;
                })
                .toList();

        done.countDown();
        busy.join();
        for (Thread thread : waiting) {
            thread.join();
        }
        assertThat(served).isEqualTo(IntStream.range(0, 20).boxed().toList());
    }

    @Test
    void who_would_wait_too_long_is_told_to_come_again() {
        Bulkhead turns = new Bulkhead(1, Duration.ofMillis(50));
        Thread.ofVirtual().start(() -> turns.take(this::waited));
        await().until(() -> turns.busy() == 1);

        assertThatThrownBy(() -> turns.take(() -> "done")).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.headers()).containsKey("Retry-After");
        });
        done.countDown();
        await().untilAsserted(() -> assertThat(turns.take(() -> "done")).isEqualTo("done"));
    }

    @Test
    void work_that_fails_gives_its_turn_back() {
        Bulkhead turns = new Bulkhead(1, Duration.ofMillis(50));
        assertThatThrownBy(() -> turns.take(() -> {
                    throw new IllegalStateException("refused");
                }))
                .hasMessage("refused");
        assertThat(turns.take(() -> "done")).isEqualTo("done");
    }

    private boolean waited() {
        try {
            return done.await(60, SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
