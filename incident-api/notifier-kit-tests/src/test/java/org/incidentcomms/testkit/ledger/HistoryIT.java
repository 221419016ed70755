package org.incidentcomms.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.incidentcomms.kit.worker.DeliverySteps.Preference.CHUNKS_THEN_RETRIES;

import java.time.Duration;
import java.util.List;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.feed.ReusedEventIdException;
import org.incidentcomms.kit.ledger.DeadLetterStore;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.PruneStore;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the ledger keeps for ever, what for a while, and what it must notice. */
class HistoryIT {
    private final LedgerFixture fixture = new LedgerFixture();
    private final ScriptedChannel channel = new ScriptedChannel(2);
    private final Scenario story = Scenario.incident("Long ago.", Impact.MINOR);
    private final PublishedEvent opened = story.opens("word");

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void of_what_was_over_long_ago_only_the_counts_stay() {
        channel.deliver = delivery -> delivery.recipient().id() == 1
                ? DeliveryResult.delivered()
                : DeliveryResult.rejected(FailureReason.POLICY, "no");
        fixture.plan(channel, opened);
        assertThat(fixture.process(channel).deliver(Lane.HOUSEKEEPING, CHUNKS_THEN_RETRIES))
                .isTrue();
        fixture.transactions.run(connection -> new DeadLetterStore(fixture.ledgerClock)
                .delivery(connection, opened.id(), ScriptedChannel.DESTINATION, 2L, "gave_up", null));
        assertThat(pruned()).as("before its time").isZero();

        fixture.pass(Duration.ofDays(91));

        assertThat(pruned()).isEqualTo(1);
        assertThat(fixture.rows("select delivered, failed from plan")).containsExactly("1 1");
        assertThat(fixture.rows(
                        "select 1 from outcome union all select 1 from chunk union all select 1 from dead_letter"))
                .isEmpty();
        assertThat(fixture.rows("select event_id from inbox")).containsExactly(opened.id());

        fixture.plan(channel, story.event(incident -> new DeliveryRetryRequested(incident, null, List.of())));
        assertThat(fixture.rows("select state, failed from plan"))
                .as("who failed is not known any more")
                .containsExactly("done 1");
    }

    @Test
    void of_long_lists_few_are_pruned_at_once() {
        for (int i = 0; i < 3; i++) {
            fixture.plan(channel, Scenario.incident("Long ago.", Impact.MINOR).opens("word"));
            assertThat(fixture.process(channel).deliver(Lane.HOUSEKEEPING, CHUNKS_THEN_RETRIES))
                    .isTrue();
        }
        fixture.rows("update plan set total = 60000 returning id");
        fixture.pass(Duration.ofDays(91));

        assertThat(List.of(pruned(), pruned(), pruned(), pruned())).containsExactly(1, 1, 1, 0);
    }

    @Test
    void what_is_not_over_is_not_pruned() {
        fixture.plan(channel, opened);
        fixture.pass(Duration.ofDays(91));

        assertThat(pruned()).isZero();
    }

    @Test
    void the_same_event_again_is_recognised() {
        fixture.plan(channel, opened);
        fixture.plan(channel, opened);

        assertThat(fixture.rows("select 1 from plan")).hasSize(1);
    }

    @Test
    void another_event_under_the_same_id_is_no_repeat() {
        fixture.plan(channel, opened);
        fixture.pass(Duration.ofSeconds(1));

        assertThatThrownBy(() -> fixture.plan(channel, opened)).isInstanceOf(ReusedEventIdException.class);
    }

    private int pruned() {
        PruneStore prunes = new PruneStore();
        return fixture.transactions.inTransaction(connection -> {
            prunes.pruneDeadLetters(connection, fixture.now().minus(Duration.ofDays(90)));
            return prunes.prunePlans(connection, fixture.now().minus(Duration.ofDays(90)));
        });
    }
}
