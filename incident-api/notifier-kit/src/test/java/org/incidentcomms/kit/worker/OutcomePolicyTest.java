package org.incidentcomms.kit.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.kit.channel.FailureReason.GAVE_UP;
import static org.incidentcomms.kit.channel.FailureReason.INVALID;
import static org.incidentcomms.kit.channel.FailureReason.TEMPORARY;
import static org.incidentcomms.kit.channel.FailureReason.UNREACHABLE;
import static org.incidentcomms.kit.ledger.ClaimStore.OpenState.HELD;
import static org.incidentcomms.kit.ledger.ClaimStore.OpenState.RETRY;
import static org.incidentcomms.kit.ledger.ClaimStore.OpenState.UNCERTAIN;
import static org.incidentcomms.kit.worker.SettableClock.START;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Park;
import org.incidentcomms.kit.channel.DeliveryResult.Retry;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.DeliveryResult.Uncertain;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.kit.ledger.ClaimStore.OpenState;
import org.incidentcomms.kit.ledger.ClaimStore.Tries;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.Lease;
import org.incidentcomms.kit.ledger.Lease.Kind;
import org.incidentcomms.kit.ledger.OutcomeWriter.DeadLetter;
import org.incidentcomms.kit.ledger.OutcomeWriter.Delivered;
import org.incidentcomms.kit.ledger.OutcomeWriter.Entry;
import org.incidentcomms.kit.ledger.OutcomeWriter.Failed;
import org.incidentcomms.kit.ledger.OutcomeWriter.Open;
import org.incidentcomms.kit.ledger.OutcomeWriter.Skipped;
import org.incidentcomms.kit.ledger.Plan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomePolicyTest {
    private static final Lease CHUNK = new Lease(Kind.CHUNK, 7, 0, 1);
    private static final Lease OPEN = new Lease(Kind.OPEN_DELIVERY, 7, 3, 2);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final RetryPolicy POLICY = new RetryPolicy(PAUSE, Duration.ofMinutes(1), 3, Duration.ofHours(24));
    /** Half way between the shortest and the longest, which is the pause itself. */
    private static final RandomGenerator MIDDLE = () -> Long.MIN_VALUE;

    private final SettableClock clock = new SettableClock();
    private final OutcomePolicy answers = new OutcomePolicy(POLICY, clock, MIDDLE, false);

    static Stream<Arguments> transitions() {
        return Stream.of(
                // answer, lease, state before, attempts before -> entry
                arguments(DeliveryResult.delivered(), CHUNK, RETRY, 0, new Delivered(CHUNK, 3, null, false)),
                arguments(
                        DeliveryResult.delivered("https://x"),
                        OPEN,
                        UNCERTAIN,
                        2,
                        new Delivered(OPEN, 3, "https://x", false)),
                arguments(
                        new DeliveryResult.Delivered(null, true), CHUNK, RETRY, 0, new Delivered(CHUNK, 3, null, true)),
                arguments(
                        DeliveryResult.skipped(SkipReason.LEFT), OPEN, HELD, 0, new Skipped(OPEN, 3, SkipReason.LEFT)),
                arguments(
                        DeliveryResult.rejected(INVALID, "no"),
                        CHUNK,
                        RETRY,
                        0,
                        new Failed(CHUNK, 3, INVALID, "no", false, null)),
                arguments(
                        DeliveryResult.rejected(INVALID, "no"),
                        OPEN,
                        UNCERTAIN,
                        0,
                        new Failed(OPEN, 3, INVALID, "no", true, null)),
                arguments(retry(Scope.DESTINATION), CHUNK, RETRY, 0, open(CHUNK, RETRY, 1, PAUSE)),
                arguments(retry(Scope.DESTINATION), OPEN, RETRY, 1, open(OPEN, RETRY, 2, PAUSE.multipliedBy(2))),
                arguments(retry(Scope.DESTINATION), OPEN, UNCERTAIN, 0, open(OPEN, RETRY, 1, PAUSE)),
                arguments(retry(Scope.DESTINATION), OPEN, RETRY, 2, gaveUp(OPEN, "temporary: later", false)),
                arguments(retry(Scope.DESTINATION), OPEN, UNCERTAIN, 2, gaveUp(OPEN, "temporary: later", true)),
                arguments(uncertain(Scope.DESTINATION), OPEN, RETRY, 2, gaveUp(OPEN, "temporary: unknown", true)),
                arguments(uncertain(Scope.DESTINATION), CHUNK, RETRY, 0, open(CHUNK, UNCERTAIN, 1, 1, PAUSE)),
                arguments(uncertain(Scope.DESTINATION), OPEN, UNCERTAIN, 2, gaveUp(OPEN, "temporary: unknown", true)),
                // not tried: no attempt is counted, and what was unknown stays unknown
                arguments(deferred(), CHUNK, RETRY, 0, open(CHUNK, RETRY, 0, Duration.ofMillis(50))),
                arguments(deferred(), OPEN, RETRY, 2, open(OPEN, RETRY, 2, Duration.ofMillis(50))),
                arguments(deferred(), OPEN, HELD, 0, open(OPEN, RETRY, 0, Duration.ofMillis(50))),
                arguments(deferred(), OPEN, UNCERTAIN, 1, open(OPEN, UNCERTAIN, 1, Duration.ofMillis(50))),
                // the channel as a whole: no attempt is counted, the delivery stays what it was
                arguments(
                        uncertain(Scope.CHANNEL),
                        OPEN,
                        UNCERTAIN,
                        2,
                        open(OPEN, UNCERTAIN, 2, 1, PAUSE.multipliedBy(2))),
                arguments(retry(Scope.CHANNEL), CHUNK, RETRY, 0, null),
                arguments(retry(Scope.CHANNEL), OPEN, RETRY, 2, open(OPEN, RETRY, 2, Duration.ZERO)),
                arguments(retry(Scope.CHANNEL), OPEN, UNCERTAIN, 2, open(OPEN, UNCERTAIN, 2, Duration.ZERO)),
                arguments(new Park(UNREACHABLE, "park"), CHUNK, RETRY, 0, null),
                arguments(new Park(TEMPORARY, "later"), OPEN, HELD, 0, open(OPEN, HELD, 0, Duration.ZERO)));
    }

    @ParameterizedTest
    @MethodSource("transitions")
    void an_answer_in_a_state_becomes_one_entry(
            DeliveryResult result, Lease lease, OpenState before, int attempts, @Nullable Entry expected) {
        Entry entry = answers.entry(plan(START), lease, 3, result, before, new Tries(attempts, 0));

        assertThat(withoutDetail(entry)).isEqualTo(withoutDetail(expected));
    }

    static Stream<Arguments> repeats() {
        return Stream.of(
                // answer, lease, state before, unknown outcomes before -> entry
                arguments(uncertain(Scope.DESTINATION), CHUNK, RETRY, 0, open(CHUNK, UNCERTAIN, 1, 1, PAUSE)),
                arguments(uncertain(Scope.CHANNEL), CHUNK, RETRY, 0, open(CHUNK, UNCERTAIN, 0, 1, PAUSE)),
                arguments(uncertain(Scope.CHANNEL), OPEN, UNCERTAIN, 1, open(OPEN, UNCERTAIN, 1, 2, PAUSE)),
                arguments(uncertain(Scope.CHANNEL), OPEN, UNCERTAIN, 2, open(OPEN, UNCERTAIN, 1, 3, PAUSE)),
                arguments(uncertain(Scope.CHANNEL), OPEN, UNCERTAIN, 3, gaveUp(OPEN, "temporary: unknown", true)),
                arguments(uncertain(Scope.DESTINATION), OPEN, UNCERTAIN, 3, gaveUp(OPEN, "temporary: unknown", true)),
                // certain failures in between neither count nor reset the number
                arguments(retry(Scope.DESTINATION), OPEN, UNCERTAIN, 3, open(OPEN, RETRY, 1, 3, PAUSE)),
                arguments(uncertain(Scope.DESTINATION), OPEN, RETRY, 3, gaveUp(OPEN, "temporary: unknown", true)),
                arguments(retry(Scope.CHANNEL), OPEN, UNCERTAIN, 3, open(OPEN, UNCERTAIN, 0, 3, Duration.ZERO)),
                // a crash counts as the first
                arguments(uncertain(Scope.DESTINATION), CHUNK, UNCERTAIN, 0, open(CHUNK, UNCERTAIN, 1, 2, PAUSE)));
    }

    @ParameterizedTest
    @MethodSource("repeats")
    void what_can_only_be_sent_again_is_sent_three_times_more_at_most(
            DeliveryResult result, Lease lease, OpenState before, int unknown, Entry expected) {
        OutcomePolicy repeating = new OutcomePolicy(POLICY, clock, MIDDLE, true);

        Entry entry = repeating.entry(plan(START), lease, 3, result, before, new Tries(0, unknown));

        assertThat(withoutDetail(entry)).isEqualTo(withoutDetail(expected));
    }

    @Test
    void the_remote_sides_wish_wins_over_a_shorter_pause() {
        Instant wish = START.plus(Duration.ofHours(1));
        Retry retry = new Retry(TEMPORARY, Scope.DESTINATION, wish, "later");

        assertThat(answers.entry(plan(START), CHUNK, 3, retry, RETRY, tries(0)))
                .isInstanceOfSatisfying(
                        Open.class, open -> assertThat(open.nextAt()).isEqualTo(wish));
    }

    @Test
    void a_wish_that_is_over_changes_nothing() {
        Retry retry = new Retry(TEMPORARY, Scope.DESTINATION, START.minusSeconds(1), "later");

        assertThat(answers.entry(plan(START), CHUNK, 3, retry, RETRY, tries(0)))
                .isInstanceOfSatisfying(
                        Open.class, open -> assertThat(open.nextAt()).isEqualTo(START.plus(PAUSE)));
    }

    static Stream<DeliveryResult> tried_again() {
        return Stream.of(retry(Scope.DESTINATION), deferred());
    }

    @ParameterizedTest
    @MethodSource("tried_again")
    void after_a_day_nothing_is_tried_again(DeliveryResult result) {
        Plan old = plan(START.minus(Duration.ofHours(24)).minusMillis(1));

        assertThat(answers.entry(old, CHUNK, 3, result, RETRY, tries(0)))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).isEqualTo(GAVE_UP));
    }

    private static Tries tries(int attempts) {
        return new Tries(attempts, 0);
    }

    private static DeliveryResult retry(Scope scope) {
        return DeliveryResult.retry(TEMPORARY, scope, "later");
    }

    private static DeliveryResult deferred() {
        return DeliveryResult.deferred(TEMPORARY, START.plusMillis(50), "not now");
    }

    private static DeliveryResult uncertain(Scope scope) {
        return new Uncertain(TEMPORARY, scope, null, "unknown");
    }

    private static Open open(Lease lease, OpenState state, int attempts, Duration pause) {
        return open(lease, state, attempts, 0, pause);
    }

    private static Open open(Lease lease, OpenState state, int attempts, int unknown, Duration pause) {
        return new Open(lease, 3, state, new Tries(attempts, unknown), START.plus(pause), TEMPORARY, null);
    }

    private static Failed gaveUp(Lease lease, String detail, boolean uncertain) {
        return new Failed(lease, 3, FailureReason.GAVE_UP, detail, uncertain, new DeadLetter("inc_1-1", "email"));
    }

    private static @Nullable Entry withoutDetail(@Nullable Entry entry) {
        return entry instanceof Open open
                ? new Open(
                        open.lease(), open.recipient(), open.state(), open.tries(), open.nextAt(), open.reason(), null)
                : entry;
    }

    private static Plan plan(Instant acceptedAt) {
        return new Plan(7, "inc_1-1", "email", "inc_1", "upd_1", 1, Lane.INCIDENT, 10, acceptedAt, true, false, false);
    }

    /** A quarter of an hour later, whatever the answer was and however old it is. */
    @Test
    void what_takes_text_back_is_never_given_up() {
        Instant longAgo = START.minus(Duration.ofDays(300));
        Plan removal =
                new Plan(7, "inc_1-1", "wordpress", "inc_1", null, 1, Lane.INCIDENT, 1, longAgo, true, false, true);
        Duration pause = Duration.ofMinutes(15);

        assertThat(withoutDetail(answers.entry(removal, CHUNK, 3, retry(Scope.DESTINATION), RETRY, tries(0))))
                .isEqualTo(open(CHUNK, RETRY, 1, pause));
        assertThat(withoutDetail(answers.entry(removal, CHUNK, 3, uncertain(Scope.DESTINATION), RETRY, tries(500))))
                .isEqualTo(open(CHUNK, UNCERTAIN, 501, 1, pause));
        assertThat(withoutDetail(answers.entry(removal, CHUNK, 3, deferred(), RETRY, tries(0))))
                .isEqualTo(open(CHUNK, RETRY, 0, pause));
        DeliveryResult rejected = DeliveryResult.rejected(TEMPORARY, "no");
        assertThat(withoutDetail(answers.entry(removal, CHUNK, 3, rejected, RETRY, tries(8))))
                .isEqualTo(open(CHUNK, RETRY, 9, pause));
    }

    @Test
    void the_default_attempts_last_longer_than_the_day_after_which_everything_is_given_up() {
        Duration pauses = Duration.ZERO;
        for (int failures = 1; failures < RetryPolicy.DEFAULT.attempts(); failures++) {
            pauses = pauses.plus(
                    RetryPolicy.doubled(RetryPolicy.DEFAULT.first(), RetryPolicy.DEFAULT.longest(), failures)
                            .multipliedBy(8)
                            .dividedBy(10));
        }
        assertThat(pauses).isGreaterThan(RetryPolicy.DEFAULT.giveUpAfter());
    }
}
