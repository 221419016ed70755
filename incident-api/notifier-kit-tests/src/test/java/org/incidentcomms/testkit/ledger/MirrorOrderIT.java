package org.incidentcomms.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.ReportStore;
import org.incidentcomms.kit.worker.DeliverySteps;
import org.incidentcomms.kit.worker.DeliverySteps.Preference;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of each incident a mirror is sent the newest version only, after the one on the wire has ended. */
class MirrorOrderIT {
    private final LedgerFixture fixture = new LedgerFixture();
    private final ScriptedMirror mirror = new ScriptedMirror();
    private final DeliverySteps<Recipient.Single> one = fixture.process(mirror);
    private final DeliverySteps<Recipient.Single> other = fixture.process(mirror);
    private final Scenario story = Scenario.incident("Mirrored.", Impact.MINOR);

    @BeforeEach
    void start() {
        fixture.rows("insert into mirror_start (destination) values ('mirror') returning 1");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_newer_version_waits_for_the_one_on_the_wire() {
        plan(story.opens("a"));
        mirror.answer = () -> {
            mirror.answer = DeliveryResult::delivered;
            plan(story.says(Status.IDENTIFIED, "b"));
            assertThat(work(other)).as("while the first is on the wire").isFalse();
            return DeliveryResult.delivered();
        };

        assertThat(work(one)).isTrue();
        assertThat(work(other)).isTrue();

        assertThat(mirror.sent).containsExactly("a", "a+b");
        assertThat(outcomes()).containsExactly("DELIVERED null", "DELIVERED null");
    }

    @Test
    void an_older_version_in_doubt_is_not_sent_again_once_there_is_a_newer_one() {
        plan(story.opens("a"));
        mirror.answer = () -> {
            mirror.answer = DeliveryResult::delivered;
            plan(story.isWithdrawn());
            return DeliveryResult.uncertain(FailureReason.TIMED_OUT, Scope.DESTINATION, "no answer");
        };

        work(one);
        workAll();

        assertThat(mirror.sent).containsExactly("a", "");
        assertThat(outcomes()).containsExactly("SKIPPED superseded", "DELIVERED null");
    }

    @Test
    void what_failed_is_superseded_also_when_somebody_asks_for_a_retry() {
        mirror.answer = () -> DeliveryResult.retry(FailureReason.TEMPORARY, Scope.DESTINATION, "later");
        plan(story.opens("a"));
        work(one);
        mirror.answer = DeliveryResult::delivered;
        plan(
                story.says(Status.IDENTIFIED, "b"),
                story.event(incident -> new DeliveryRetryRequested(incident, null, List.of())));
        fixture.pass(Duration.ofHours(1));

        workAll();

        assertThat(mirror.sent).containsExactly("a", "a+b");
        assertThat(outcomes()).containsExactly("SKIPPED superseded", "DELIVERED null");
    }

    @Test
    void what_takes_text_back_is_never_given_up_nor_stopped_nor_forgotten_by_what_supersedes_it() {
        plan(story.opens("a"));
        work(one);
        mirror.answer = () -> DeliveryResult.rejected(FailureReason.POLICY, "no");
        plan(story.edits("b"));
        work(one);
        plan(story.says(Status.IDENTIFIED, "c"));
        workAll();
        plan(story.event(incident -> new DeliveryStopRequested(incident, null, List.of())));
        fixture.pass(Duration.ofDays(2));
        assertThat(fixture.expire(ScriptedMirror.DESTINATION)).isEmpty();
        mirror.answer = DeliveryResult::delivered;

        workAll();

        assertThat(mirror.sent).containsExactly("a", "b", "b+c", "b+c");
        assertThat(outcomes()).containsExactly("DELIVERED null", "SKIPPED superseded", "DELIVERED policy");
        assertThat(fixture.rows("select until_done from plan order by version")).containsExactly("f", "t", "t");
    }

    @Test
    void an_older_version_that_comes_after_a_newer_one_is_not_sent() {
        PublishedEvent first = story.opens("a");
        PublishedEvent second = story.says(Status.IDENTIFIED, "b");

        plan(second, first);
        workAll();

        assertThat(mirror.sent).containsExactly("a+b");
        assertThat(fixture.rows("select skip_reason from plan where version = 1"))
                .containsExactly("2");
    }

    @Test
    void what_was_never_shown_is_not_removed() {
        plan(story.opens("a"), story.isWithdrawn());
        Scenario unseen =
                Scenario.incident("Unseen.", Impact.MINOR).telling(org.incidentcomms.events.ChannelSelection.NOBODY);
        plan(unseen.opens("b"), unseen.edits("c"), unseen.isWithdrawn());
        workAll();

        assertThat(mirror.sent).as("the first may have been shown by then").containsExactly("");
    }

    private void plan(PublishedEvent... events) {
        fixture.plan(mirror, events);
    }

    private boolean work(DeliverySteps<Recipient.Single> process) {
        return process.deliver(Lane.HOUSEKEEPING, Preference.CHUNKS_THEN_RETRIES);
    }

    private void workAll() {
        while (work(one)) {
            fixture.pass(Duration.ofMillis(1));
        }
    }

    private List<String> outcomes() {
        return fixture.transactions.inTransaction(connection -> new ReportStore().dirty(connection, 10)).stream()
                .map(Map.Entry::getValue)
                .map(report -> report.state() + " " + report.reason())
                .toList();
    }
}
