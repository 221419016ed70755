package org.incidentcomms.kit.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.incidentcomms.kit.worker.WorkSignal.Group;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkSignalTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final WorkSignal signal = new WorkSignal();
    private final BlockingQueue<Group> woken = new LinkedBlockingQueue<>();
    private final List<Thread> connections = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Thread connection : connections) {
            connection.interrupt();
            connection.join();
        }
    }

    @Test
    void a_signal_wakes_one_connection_of_each_group_and_each_that_finds_work_the_next() throws InterruptedException {
        waiting(Group.URGENT);
        waiting(Group.CHUNKS);
        waiting(Group.CHUNKS);
        waiting(Group.CHUNKS);

        signal.signal();
        assertThat(List.of(next(), next())).containsExactlyInAnyOrder(Group.URGENT, Group.CHUNKS);
        assertThat(woken).isEmpty();

        signal.passOn();
        assertThat(next()).isEqualTo(Group.CHUNKS);
        assertThat(woken).isEmpty();

        signal.passOn();
        assertThat(next()).isEqualTo(Group.CHUNKS);
    }

    @Test
    void who_has_looked_since_the_last_signal_is_not_woken_by_one_that_finds_work() throws InterruptedException {
        signal.signal();
        waiting(Group.CHUNKS);

        signal.passOn();
        signal.signal();

        assertThat(next()).isEqualTo(Group.CHUNKS);
        assertThat(woken).isEmpty();
    }

    @Test
    void a_signal_between_the_look_up_and_the_wait_is_not_lost() throws InterruptedException {
        long seen = signal.seen();
        signal.signal();

        signal.await(Group.CHUNKS, seen, LONG);
    }

    @Test
    void without_a_signal_the_wait_ends_by_itself() throws InterruptedException {
        signal.await(Group.CHUNKS, signal.seen(), Duration.ofMillis(1));
    }

    private void waiting(Group group) {
        long seen = signal.seen();
        Thread connection = Thread.ofPlatform().start(() -> {
            try {
                signal.await(group, seen, LONG);
                woken.add(group);
            } catch (InterruptedException e) {
                // the test has ended
            }
        });
        connections.add(connection);
        while (connection.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private Group next() throws InterruptedException {
        Group group = woken.poll(30, TimeUnit.SECONDS);
        assertThat(group).isNotNull();
        return group;
    }
}
