package org.incidentcomms.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.kit.worker.DeliverySteps.Preference.CHUNKS;
import static org.incidentcomms.kit.worker.DeliverySteps.Preference.RETRIES_THEN_CHUNKS;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.worker.DeliverySteps;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.ledger.ScriptedChannel.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One process pauses longer than its lease while a message is on the wire; the other takes over meanwhile. */
class LeaseFenceIT {
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(7);
    private static final String PLAN = "select state, total, delivered, failed, skipped from plan order by id";

    private final LedgerFixture fixture = new LedgerFixture();
    private final PublishedEvent opened =
            Scenario.incident("Paused.", Impact.MINOR).opens("word");

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
    void an_open_delivery_is_fenced_too() {
        ScriptedChannel channel = new ScriptedChannel(1);
        fixture.plan(channel, opened);
        channel.deliver = delivery -> DeliveryResult.retry(FailureReason.TEMPORARY, Scope.DESTINATION, "later");
        DeliverySteps<Person> late = fixture.process(channel);
        assertThat(late.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
        fixture.pass(Duration.ofSeconds(6));
        channel.deliver = delivery -> {
            fixture.pass(LONGER_THAN_A_LEASE);
            ScriptedChannel other = new ScriptedChannel(1);
            assertThat(fixture.process(other).deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS))
                    .isTrue();
            assertThat(other.sent).containsExactly("word settled for 1");
            return DeliveryResult.rejected(FailureReason.POLICY, "no");
        };

        assertThat(late.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS)).isTrue();

        assertThat(fixture.rows(PLAN)).containsExactly("done 1 1 0 0");
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
