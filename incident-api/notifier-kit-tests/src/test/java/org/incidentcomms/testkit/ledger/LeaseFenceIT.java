package org.incidentcomms.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.incidentcomms.kit.worker.DeliverySteps.Preference.CHUNKS;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.Lease;
import org.incidentcomms.kit.ledger.OutcomeWriter;
import org.incidentcomms.kit.worker.DeliverySteps;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.ledger.ScriptedChannel.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One process pauses longer than its lease while a message is on the wire; the other takes over meanwhile. */
class LeaseFenceIT {
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(7);
    private static final String PLAN = "select state, total, delivered, failed, skipped from plan order by id";

    private final LedgerFixture fixture = new LedgerFixture();
    private final Scenario story = Scenario.incident("Paused.", Impact.MINOR);
    private final PublishedEvent opened = story.opens("word");

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void who_was_paused_ends_no_chunk_of_the_next_owner() {
        ScriptedChannel channel = new ScriptedChannel(1);
        fixture.plan(channel, opened);
        DeliverySteps<Person> late = fixture.process(channel);
        AtomicBoolean first = new AtomicBoolean(true);
        channel.deliver = delivery -> {
            fixture.pass(LONGER_THAN_A_LEASE);
            ScriptedChannel next = new ScriptedChannel(1);
            next.settle = settled -> {
                // the next owner holds the chunk: what the late one writes now must not end it
                first.set(false);
                return DeliveryResult.retry(FailureReason.UNREACHABLE, Scope.CHANNEL, "down");
            };
            assertThat(fixture.process(next).deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
            fixture.rows("update chunk set state = 1, lease_no = nextval('lease_no') returning 1");
            return DeliveryResult.skipped(SkipReason.LEFT);
        };

        assertThat(late.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();

        assertThat(first).isFalse();
        assertThat(fixture.rows("select state from chunk")).containsExactly("1");
        assertThat(fixture.rows("select * from recipient_outcome")).isEmpty();
        assertThat(fixture.rows(PLAN)).containsExactly("active 1 0 0 0");
    }

    @Test
    void a_late_delivered_wins_over_the_next_owners_rejection() {
        takenOverBy(DeliveryResult.rejected(FailureReason.POLICY, "no"), DeliveryResult.delivered());

        assertThat(fixture.rows("select code from recipient_outcome")).containsExactly("1");
        assertThat(fixture.rows(PLAN)).containsExactly("done 1 1 0 0");
    }

    @Test
    void a_late_delivered_wins_over_the_next_owners_skip() {
        takenOverBy(DeliveryResult.skipped(SkipReason.LEFT), DeliveryResult.delivered());

        assertThat(fixture.rows(PLAN)).containsExactly("done 1 1 0 0");
    }

    @Test
    void a_late_delivered_ends_what_the_next_owner_wanted_to_try_again() {
        takenOverBy(
                DeliveryResult.retry(FailureReason.TEMPORARY, Scope.DESTINATION, "later"), DeliveryResult.delivered());

        assertThat(fixture.rows("select * from open_delivery")).isEmpty();
        assertThat(fixture.rows(PLAN)).containsExactly("done 1 1 0 0");
    }

    @Test
    void a_late_delivered_counts_where_the_next_owner_found_that_somebody_had_left() {
        ScriptedChannel channel = new ScriptedChannel(1);
        fixture.plan(channel, opened);
        channel.deliver = delivery -> {
            fixture.pass(LONGER_THAN_A_LEASE);
            ScriptedChannel nobody = new ScriptedChannel(0);
            assertThat(fixture.process(nobody).deliver(Lane.HOUSEKEEPING, CHUNKS))
                    .isTrue();
            assertThat(fixture.rows(PLAN)).containsExactly("done 0 0 0 0");
            return DeliveryResult.delivered();
        };

        assertThat(fixture.process(channel).deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();

        assertThat(fixture.rows(PLAN)).containsExactly("done 1 1 0 0");
    }

    @Test
    void a_late_rejection_changes_nothing() {
        takenOverBy(DeliveryResult.delivered(), DeliveryResult.rejected(FailureReason.POLICY, "no"));

        assertThat(fixture.rows(PLAN)).containsExactly("done 1 1 0 0");
    }

    @Test
    void a_late_retry_changes_nothing() {
        takenOverBy(
                DeliveryResult.delivered(), DeliveryResult.retry(FailureReason.TEMPORARY, Scope.DESTINATION, "later"));

        assertThat(fixture.rows("select * from open_delivery")).isEmpty();
        assertThat(fixture.rows(PLAN)).containsExactly("done 1 1 0 0");
    }

    static Stream<DeliveryResult> anythingButDelivered() {
        return Stream.of(
                DeliveryResult.rejected(FailureReason.POLICY, "no"),
                DeliveryResult.skipped(SkipReason.LEFT),
                DeliveryResult.retry(FailureReason.TEMPORARY, Scope.DESTINATION, "later"),
                DeliveryResult.uncertain(FailureReason.TIMED_OUT, Scope.DESTINATION, "no reply"));
    }

    @ParameterizedTest
    @MethodSource("anythingButDelivered")
    void a_late_delivered_stays_when_the_next_owners_answer_comes_after_it(DeliveryResult next) {
        deliveredBefore(next, true);

        assertThat(fixture.rows("select code from recipient_outcome")).containsExactly("1");
        assertThat(fixture.rows("select * from open_delivery")).isEmpty();
        assertThat(fixture.rows(PLAN)).containsExactly("done 1 1 0 0");
    }

    @ParameterizedTest
    @MethodSource("anythingButDelivered")
    void a_late_delivered_stays_when_it_is_written_together_with_the_next_owners_answer(DeliveryResult next) {
        deliveredBefore(next, false);

        assertThat(fixture.rows("select code from recipient_outcome")).containsExactly("1");
        assertThat(fixture.rows("select * from open_delivery")).isEmpty();
        assertThat(fixture.rows(PLAN)).containsExactly("done 1 1 0 0");
    }

    @Test
    void a_late_delivered_stays_when_the_plan_is_stopped_before_the_next_owner_knows_nothing() {
        deliveredBefore(DeliveryResult.uncertain(FailureReason.TIMED_OUT, Scope.DESTINATION, "no reply"), true, true);

        assertThat(fixture.rows("select code from recipient_outcome")).containsExactly("1");
        assertThat(fixture.rows(PLAN)).containsExactly("stopped 1 1 0 0");
    }

    /** The first owner's "delivered" comes while the next owner waits for its reply, in a commit of its own or not. */
    private void deliveredBefore(DeliveryResult next, boolean alone) {
        deliveredBefore(next, alone, false);
    }

    private void deliveredBefore(DeliveryResult next, boolean alone, boolean stopped) {
        ScriptedChannel channel = new ScriptedChannel(1);
        fixture.plan(channel, opened);
        channel.deliver = delivery -> {
            throw new StackOverflowError("after it was sent");
        };
        DeliverySteps<Person> process = fixture.process(channel);
        assertThatThrownBy(() -> process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isInstanceOf(StackOverflowError.class);
        Lease first = fixture.chunkLease();
        fixture.pass(Duration.ofSeconds(31));
        channel.settle = settled -> {
            assertThat(process.outcomes().write(new OutcomeWriter.Delivered(first, 1, null, false)))
                    .isNotDone();
            assertThat(!alone || process.outcomes().writeBatch()).isTrue();
            if (stopped) {
                fixture.plan(channel, story.event(now -> new DeliveryStopRequested(now, null, List.of())));
            }
            return next;
        };

        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
    }

    /** The first owner's answer comes after the next owner's. */
    private void takenOverBy(DeliveryResult next, DeliveryResult late) {
        ScriptedChannel channel = new ScriptedChannel(1);
        fixture.plan(channel, opened);
        channel.deliver = delivery -> {
            fixture.pass(LONGER_THAN_A_LEASE);
            ScriptedChannel other = new ScriptedChannel(1);
            other.settle = settled -> next;
            assertThat(fixture.process(other).deliver(Lane.HOUSEKEEPING, CHUNKS))
                    .isTrue();
            return late;
        };
        assertThat(fixture.process(channel).deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
    }

    @Test
    void without_a_renewal_sending_ends_before_the_lease_does() {
        ScriptedChannel channel = new ScriptedChannel(3);
        fixture.plan(channel, opened);
        channel.reading = () -> fixture.pass(Duration.ofSeconds(5));
        DeliverySteps<Person> process = fixture.process(channel);

        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();

        assertThat(channel.sent).isEmpty();
        fixture.pass(Duration.ofMillis(1));
        channel.reading = () -> {
            fixture.pass(Duration.ofSeconds(3));
            process.renewLeases();
            fixture.pass(Duration.ofSeconds(3));
        };
        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
        assertThat(channel.sent).containsExactly("word to 1", "word to 2", "word to 3");
    }

    @Test
    void a_lease_whose_work_has_ended_is_not_renewed_any_more() {
        ScriptedChannel channel = new ScriptedChannel(1);
        fixture.plan(channel, opened);
        DeliverySteps<Person> process = fixture.process(channel);
        channel.deliver = delivery -> {
            throw new StackOverflowError("not an exception anybody handles");
        };
        try {
            boolean unused = process.deliver(Lane.HOUSEKEEPING, CHUNKS);
        } catch (StackOverflowError e) {
            // the loop logs it and goes on
        }
        fixture.pass(LONGER_THAN_A_LEASE);
        process.renewLeases();
        channel.deliver = delivery -> DeliveryResult.delivered();
        fixture.pass(Duration.ofSeconds(30));

        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();

        assertThat(channel.sent).containsExactly("word to 1", "word settled for 1");
    }
}
