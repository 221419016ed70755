package org.incidentcomms.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.incidentcomms.kit.worker.DeliverySteps.Preference.CHUNKS;
import static org.incidentcomms.kit.worker.DeliverySteps.Preference.RETRIES_THEN_CHUNKS;

import java.time.Duration;
import java.util.List;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.worker.DeliverySteps;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.ledger.ScriptedChannel.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An older update is opened again while nobody knows whether the newer one has arrived. */
class RetryOrderIT {
    private static final DeliveryResult UNKNOWN =
            DeliveryResult.uncertain(FailureReason.TIMED_OUT, Scope.DESTINATION, "no reply");

    private final LedgerFixture fixture = new LedgerFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private final ScriptedChannel channel = new ScriptedChannel(1);
    private final Scenario story = Scenario.incident("Uncertain.", Impact.MINOR);
    private final DeliverySteps<Person> process = fixture.process(channel);

    @BeforeEach
    void theOlderUpdateWasRejected() {
        fixture.plan(channel, story.opens("older"));
        channel.deliver = delivery -> DeliveryResult.rejected(FailureReason.POLICY, "no");
        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
        fixture.plan(channel, story.says(Status.IDENTIFIED, "newer"));
    }

    @Test
    void an_older_update_is_not_tried_again_where_the_newer_one_may_have_arrived() {
        theNewerCrashes();
        retry();

        assertThat(process.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS)).isTrue();
        fixture.pass(Duration.ofSeconds(31));
        assertThat(process.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS)).isTrue();

        assertThat(channel.sent).containsExactly("older to 1", "newer to 1", "newer settled for 1");
        assertThat(fixture.rows("select state, delivered, skipped from plan order by id"))
                .containsExactly("done 0 1", "done 1 0");
    }

    @Test
    void nor_where_the_newer_one_was_stopped_after_a_crash() {
        theNewerCrashes();
        fixture.pass(Duration.ofSeconds(7));
        stopNewer();
        retry();

        theOlderIsNotSent();
    }

    @Test
    void nor_where_the_newer_one_was_stopped_while_its_outcome_was_unknown() {
        channel.deliver = delivery -> UNKNOWN;
        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
        stopNewer();
        retry();

        theOlderIsNotSent();
        assertThat(fixture.rows("select code, uncertain from outcome order by plan_id"))
                .containsExactly("202 f", "112 t");
    }

    @Test
    void nor_where_it_was_stopped_while_it_was_on_the_wire() {
        channel.deliver = delivery -> {
            stopNewer();
            return UNKNOWN;
        };
        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
        retry();

        theOlderIsNotSent();
    }

    @Test
    void nor_where_an_attempt_of_the_newer_one_may_have_arrived_before_the_next_was_refused() {
        channel.deliver = delivery -> UNKNOWN;
        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
        channel.settle = delivery -> DeliveryResult.retry(FailureReason.TEMPORARY, Scope.DESTINATION, "later");
        fixture.pass(Duration.ofMinutes(2));
        assertThat(process.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS)).isTrue();
        stopNewer();
        retry();

        channel.deliver = delivery -> DeliveryResult.delivered();
        assertThat(process.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS)).isTrue();
        assertThat(channel.sent).containsExactly("older to 1", "newer to 1", "newer settled for 1");
    }

    @Test
    void what_was_given_up_with_an_unknown_outcome_is_settled_when_it_is_tried_again() {
        channel.deliver = delivery -> UNKNOWN;
        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
        fixture.pass(Duration.ofHours(25));
        assertThat(fixture.expire(channel.destination())).hasSize(1);
        channel.deliver = delivery -> DeliveryResult.delivered();
        retry();
        assertThat(process.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS)).isTrue();
        assertThat(process.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS)).isTrue();

        assertThat(channel.sent).containsExactly("older to 1", "newer to 1", "newer settled for 1");
    }

    private void theNewerCrashes() {
        channel.deliver = delivery -> {
            throw new StackOverflowError("after it was sent");
        };
        assertThatThrownBy(() -> process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isInstanceOf(StackOverflowError.class);
        channel.deliver = delivery -> DeliveryResult.delivered();
    }

    private void stopNewer() {
        String newer = fixture.rows("select update_id from plan order by id desc limit 1")
                .getFirst();
        fixture.plan(channel, story.event(now -> new DeliveryStopRequested(now, newer, List.of())));
    }

    private void retry() {
        fixture.plan(channel, story.event(now -> new DeliveryRetryRequested(now, null, List.of())));
    }

    private void theOlderIsNotSent() {
        channel.deliver = delivery -> DeliveryResult.delivered();
        assertThat(process.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS)).isTrue();

        assertThat(channel.sent).containsExactly("older to 1", "newer to 1");
        assertThat(fixture.rows("select state, skipped from plan order by id")).containsExactly("done 1", "stopped 0");
    }
}
