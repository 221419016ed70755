package org.incidentcomms.kit.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.ledger.ChannelStateStore;
import org.incidentcomms.kit.ledger.Transactions;
import org.incidentcomms.kit.worker.CircuitBreaker.Permit;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private static final Duration LONGEST_FIRST_PAUSE = Duration.ofMillis(1200);

    private final SettableClock clock = new SettableClock();
    private final CircuitBreaker gate =
            new CircuitBreaker("email", new Transactions(new NoDatabase()), new ChannelStateStore(), clock, () -> 0L);

    @Test
    void while_the_channel_works_everybody_enters() {
        assertThat(gate.enter()).isNotNull();
        assertThat(gate.enter()).isNotNull();
    }

    @Test
    void a_failure_closes_it_for_those_at_work_and_for_those_who_come() {
        Permit atWork = enter();
        Permit other = enter();

        gate.failed(other, FailureReason.UNREACHABLE, null, "down");

        assertThat(gate.isClosed(atWork)).isTrue();
        assertThat(gate.enter()).isNull();
    }

    @Test
    void after_the_pause_one_enters_as_the_probe_and_no_second() {
        fail();
        clock.advance(LONGEST_FIRST_PAUSE);

        Permit probe = enter();

        assertThat(gate.isClosed(probe)).isFalse();
        assertThat(gate.enter()).isNull();
    }

    @Test
    void the_probes_success_opens_it() {
        fail();
        clock.advance(LONGEST_FIRST_PAUSE);

        gate.worked(enter());

        assertThat(gate.state().pausedUntil()).isNull();
        assertThat(gate.enter()).isNotNull();
    }

    @Test
    void the_success_of_somebody_who_entered_before_does_not() {
        Permit before = enter();
        fail();
        clock.advance(LONGEST_FIRST_PAUSE);
        Permit unused = enter();

        gate.worked(before);

        assertThat(gate.state().pausedUntil()).isNotNull();
    }

    @Test
    void who_is_not_the_probe_does_not_end_the_probe_by_leaving() {
        Permit before = enter();
        fail();
        clock.advance(LONGEST_FIRST_PAUSE);
        Permit probe = enter();

        gate.leave(before);

        assertThat(gate.enter()).as("a second probe").isNull();
        assertThat(gate.isClosed(probe)).isFalse();
    }

    @Test
    void who_is_not_the_probe_must_end_while_it_is_under_way() {
        Permit before = enter();
        fail();
        clock.advance(LONGEST_FIRST_PAUSE);
        Permit unused = enter();

        assertThat(gate.isClosed(before)).isTrue();
    }

    @Test
    void a_probe_that_learnt_nothing_lets_the_next_one_try() {
        fail();
        clock.advance(LONGEST_FIRST_PAUSE);

        gate.leave(enter());

        assertThat(gate.enter()).isNotNull();
    }

    @Test
    void the_pause_doubles_with_each_failed_probe_up_to_fifteen_seconds() {
        fail();
        Instant until = endOfPause(1);
        for (int seconds : new int[] {2, 4, 8, 15, 15}) {
            clock.advance(Duration.between(clock.instant(), until));
            gate.failed(enter(), FailureReason.UNREACHABLE, null, "down");
            until = Objects.requireNonNull(gate.state().pausedUntil());
            assertThat(Duration.between(clock.instant(), until))
                    .isBetween(Duration.ofMillis(800L * seconds), Duration.ofMillis(1200L * seconds));
        }
    }

    @Test
    void several_that_fail_at_once_are_one_failure() {
        Permit first = enter();
        Permit second = enter();
        gate.failed(first, FailureReason.UNREACHABLE, null, "down");
        gate.failed(second, FailureReason.UNREACHABLE, null, "down");

        assertThat(gate.state().failures()).isEqualTo(1);
    }

    @Test
    void the_remote_sides_wish_is_heeded_where_it_is_later() {
        Instant wish = clock.instant().plus(Duration.ofHours(1));
        gate.failed(enter(), FailureReason.RATE_LIMITED, wish, "wait");

        assertThat(gate.state().pausedUntil()).isEqualTo(wish);
    }

    @Test
    void a_parked_channel_is_tried_again_after_a_quarter_of_an_hour_or_when_somebody_says_so() {
        gate.parked(enter(), FailureReason.CREDENTIALS, "401");
        assertThat(gate.state().parked()).isTrue();
        clock.advance(CircuitBreaker.PARKED.minusSeconds(1));
        assertThat(gate.enter()).isNull();
        clock.advance(Duration.ofSeconds(1));
        assertThat(gate.enter()).isNotNull();

        gate.resume();

        assertThat(gate.state().parked()).isFalse();
        assertThat(gate.enter()).isNotNull();
    }

    private void fail() {
        gate.failed(enter(), FailureReason.UNREACHABLE, null, "down");
    }

    private Instant endOfPause(int failures) {
        assertThat(gate.state().failures()).isEqualTo(failures);
        return Objects.requireNonNull(gate.state().pausedUntil());
    }

    private Permit enter() {
        return Objects.requireNonNull(gate.enter());
    }
}
