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
    private final CircuitBreaker breaker =
            new CircuitBreaker("email", new Transactions(new NoDatabase()), new ChannelStateStore(), clock, () -> 0L);

    @Test
    void while_the_channel_works_everybody_enters() {
        assertThat(breaker.enter()).isNotNull();
        assertThat(breaker.enter()).isNotNull();
    }

    @Test
    void a_failure_closes_it_for_those_at_work_and_for_those_who_come() {
        Permit atWork = enter();
        Permit other = enter();

        breaker.failed(other, FailureReason.UNREACHABLE, null, "down");

        assertThat(breaker.isOpen(atWork)).isTrue();
        assertThat(breaker.enter()).isNull();
    }

    @Test
    void after_the_pause_one_enters_as_the_probe_and_no_second() {
        fail();
        clock.advance(LONGEST_FIRST_PAUSE);

        Permit probe = enter();

        assertThat(breaker.isOpen(probe)).isFalse();
        assertThat(breaker.enter()).isNull();
    }

    @Test
    void the_probes_success_opens_it() {
        fail();
        clock.advance(LONGEST_FIRST_PAUSE);

        breaker.worked(enter());

        assertThat(breaker.state().pausedUntil()).isNull();
        assertThat(breaker.enter()).isNotNull();
    }

    @Test
    void the_success_of_somebody_who_entered_before_does_not() {
        Permit before = enter();
        fail();
        clock.advance(LONGEST_FIRST_PAUSE);
        Permit unused = enter();

        breaker.worked(before);

        assertThat(breaker.state().pausedUntil()).isNotNull();
    }

    @Test
    void who_is_not_the_probe_does_not_end_the_probe_by_leaving() {
        Permit before = enter();
        fail();
        clock.advance(LONGEST_FIRST_PAUSE);
        Permit probe = enter();

        breaker.leave(before);

        assertThat(breaker.enter()).as("a second probe").isNull();
        assertThat(breaker.isOpen(probe)).isFalse();
    }

    @Test
    void who_is_not_the_probe_must_end_while_it_is_under_way() {
        Permit before = enter();
        fail();
        clock.advance(LONGEST_FIRST_PAUSE);
        Permit unused = enter();

        assertThat(breaker.isOpen(before)).isTrue();
    }

    @Test
    void a_probe_that_learnt_nothing_lets_the_next_one_try() {
        fail();
        clock.advance(LONGEST_FIRST_PAUSE);

        breaker.leave(enter());

        assertThat(breaker.enter()).isNotNull();
    }

    @Test
    void the_pause_doubles_with_each_failed_probe_up_to_fifteen_seconds() {
        fail();
        Instant until = endOfPause(1);
        for (int seconds : new int[] {2, 4, 8, 15, 15}) {
            clock.advance(Duration.between(clock.instant(), until));
            breaker.failed(enter(), FailureReason.UNREACHABLE, null, "down");
            until = Objects.requireNonNull(breaker.state().pausedUntil());
            assertThat(Duration.between(clock.instant(), until))
                    .isBetween(Duration.ofMillis(800L * seconds), Duration.ofMillis(1200L * seconds));
        }
    }

    @Test
    void several_that_fail_at_once_are_one_failure() {
        Permit first = enter();
        Permit second = enter();
        breaker.failed(first, FailureReason.UNREACHABLE, null, "down");
        breaker.failed(second, FailureReason.UNREACHABLE, null, "down");

        assertThat(breaker.state().failures()).isEqualTo(1);
    }

    @Test
    void the_remote_sides_wish_is_heeded_where_it_is_later() {
        Instant wish = clock.instant().plus(Duration.ofHours(1));
        breaker.failed(enter(), FailureReason.RATE_LIMITED, wish, "wait");

        assertThat(breaker.state().pausedUntil()).isEqualTo(wish);
    }

    @Test
    void a_parked_channel_is_tried_again_after_a_quarter_of_an_hour_or_when_somebody_says_so() {
        breaker.parked(enter(), FailureReason.CREDENTIALS, "401");
        assertThat(breaker.state().parked()).isTrue();
        clock.advance(CircuitBreaker.PARKED.minusSeconds(1));
        assertThat(breaker.enter()).isNull();
        clock.advance(Duration.ofSeconds(1));
        assertThat(breaker.enter()).isNotNull();

        breaker.resume();

        assertThat(breaker.state().parked()).isFalse();
        assertThat(breaker.enter()).isNotNull();
    }

    private void fail() {
        breaker.failed(enter(), FailureReason.UNREACHABLE, null, "down");
    }

    private Instant endOfPause(int failures) {
        assertThat(breaker.state().failures()).isEqualTo(failures);
        return Objects.requireNonNull(breaker.state().pausedUntil());
    }

    private Permit enter() {
        return Objects.requireNonNull(breaker.enter());
    }
}
