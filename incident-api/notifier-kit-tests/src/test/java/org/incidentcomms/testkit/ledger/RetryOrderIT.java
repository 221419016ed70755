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
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.worker.DeliverySteps;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.ledger.ScriptedChannel.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An older update is opened again while nobody knows whether the newer one has arrived. */
class RetryOrderIT {
    private final LedgerFixture fixture = new LedgerFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void an_older_update_is_not_tried_again_where_the_newer_one_may_have_arrived() {
        ScriptedChannel channel = new ScriptedChannel(1);
        Scenario story = Scenario.incident("Uncertain.", Impact.MINOR);
        fixture.plan(channel, story.opens("older"));
        DeliverySteps<Person> process = fixture.process(channel);
        channel.deliver = delivery -> DeliveryResult.rejected(FailureReason.POLICY, "no");
        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
        fixture.plan(channel, story.says(Status.IDENTIFIED, "newer"));
        channel.deliver = delivery -> {
            throw new StackOverflowError("after it was sent");
        };
        assertThatThrownBy(() -> process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isInstanceOf(StackOverflowError.class);
        channel.deliver = delivery -> DeliveryResult.delivered();
        fixture.plan(channel, story.event(now -> new DeliveryRetryRequested(now, null, List.of())));

        assertThat(process.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS)).isTrue();
        fixture.pass(Duration.ofSeconds(31));
        assertThat(process.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS)).isTrue();

        assertThat(channel.sent).containsExactly("older to 1", "newer to 1", "newer settled for 1");
        assertThat(fixture.rows("select state, delivered, skipped from plan order by id"))
                .containsExactly("done 0 1", "done 1 0");
    }
}
