package org.incidentcomms.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.kit.worker.DeliverySteps.Preference.CHUNKS;
import static org.incidentcomms.kit.worker.DeliverySteps.Preference.CHUNKS_THEN_RETRIES;
import static org.incidentcomms.kit.worker.DeliverySteps.Preference.RETRIES_THEN_CHUNKS;

import java.time.Duration;
import java.util.List;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator's stop, correction and retry, and the deadline, while messages are on the wire and after. */
class InterventionIT {
    private static final String PLANS = "select state, total, delivered, failed, skipped from plan order by id";
    private static final DeliveryResult LATER =
            DeliveryResult.retry(FailureReason.TEMPORARY, Scope.DESTINATION, "later");
    private static final DeliveryResult DOWN = DeliveryResult.retry(FailureReason.UNREACHABLE, Scope.CHANNEL, "down");

    private final LedgerFixture fixture = new LedgerFixture();
    private final ScriptedChannel channel = new ScriptedChannel(1);
    private final Scenario story = Scenario.incident("Intervened.", Impact.MINOR);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_correction_waits_for_the_wrong_text_on_the_wire() {
        fixture.plan(channel, story.opens("wrong"));
        PublishedEvent right = story.corrects("right");
        channel.deliver = delivery -> {
            fixture.plan(channel, right);
            ScriptedChannel other = new ScriptedChannel(1);
            assertThat(fixture.process(other).deliver(Lane.HOUSEKEEPING, CHUNKS_THEN_RETRIES))
                    .as("the correction overtakes")
                    .isFalse();
            return DeliveryResult.delivered();
        };
        DeliverySteps<Person> process = fixture.process(channel);
        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
        assertThat(fixture.rows(PLANS)).containsExactly("stopped 1 1 0 0", "active 1 0 0 0");

        channel.deliver = delivery -> DeliveryResult.delivered();
        work(process);

        assertThat(channel.sent).containsExactly("wrong to 1", "right to 1");
    }

    @Test
    void a_correction_waits_for_the_retry_of_the_wrong_text_on_the_wire() {
        fixture.plan(channel, story.opens("wrong"));
        channel.deliver = delivery -> LATER;
        DeliverySteps<Person> process = fixture.process(channel);
        work(process);
        fixture.pass(Duration.ofSeconds(6));
        PublishedEvent right = story.corrects("right");
        ScriptedChannel other = new ScriptedChannel(1);
        channel.deliver = delivery -> {
            fixture.plan(channel, right);
            boolean unused = fixture.process(other).deliver(Lane.HOUSEKEEPING, CHUNKS_THEN_RETRIES);
            return LATER;
        };
        assertThat(process.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS)).isTrue();
        assertThat(other.sent).isEmpty();
        assertThat(fixture.rows("select state from plan order by id")).containsExactly("stopped", "active");

        channel.deliver = delivery -> DeliveryResult.delivered();
        work(process);

        assertThat(channel.sent).containsExactly("wrong to 1", "wrong to 1", "right to 1");
    }

    @Test
    void what_was_corrected_is_not_tried_again() {
        channel.deliver = delivery -> DeliveryResult.rejected(FailureReason.POLICY, "no");
        fixture.plan(channel, story.opens("wrong"));
        DeliverySteps<Person> process = fixture.process(channel);
        work(process);
        channel.deliver = delivery -> DeliveryResult.delivered();
        fixture.plan(channel, story.corrects("right"), retry());

        work(process);

        assertThat(channel.sent).containsExactly("wrong to 1", "right to 1");
        assertThat(fixture.rows(PLANS)).containsExactly("done 1 0 1 0", "done 1 1 0 0");
    }

    @Test
    void an_older_update_is_not_tried_again_where_a_newer_one_was_told() {
        channel.deliver = delivery -> DeliveryResult.rejected(FailureReason.POLICY, "no");
        fixture.plan(channel, story.opens("older"));
        DeliverySteps<Person> process = fixture.process(channel);
        work(process);
        channel.deliver = delivery -> DeliveryResult.delivered();
        fixture.plan(channel, story.says(Status.IDENTIFIED, "newer"));
        work(process);
        fixture.plan(channel, retry());

        work(process);

        assertThat(channel.sent).containsExactly("older to 1", "newer to 1");
        assertThat(fixture.rows(PLANS)).containsExactly("done 1 0 0 1", "done 1 1 0 0");
    }

    @Test
    void an_older_update_is_not_tried_again_while_a_newer_one_is_on_the_wire() {
        channel.deliver = delivery -> DeliveryResult.rejected(FailureReason.POLICY, "no");
        fixture.plan(channel, story.opens("older"));
        DeliverySteps<Person> process = fixture.process(channel);
        work(process);
        fixture.plan(channel, story.says(Status.IDENTIFIED, "newer"));
        ScriptedChannel other = new ScriptedChannel(1);
        channel.deliver = delivery -> {
            fixture.plan(channel, retry());
            boolean unused = fixture.process(other).deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS);
            return DeliveryResult.delivered();
        };

        work(process);

        assertThat(other.sent).isEmpty();
        assertThat(channel.sent).containsExactly("older to 1", "newer to 1");
        assertThat(fixture.rows(PLANS)).containsExactly("done 1 0 0 1", "done 1 1 0 0");
    }

    @Test
    void a_retry_after_giving_up_reaches_those_whose_turn_never_came() {
        ScriptedChannel three = new ScriptedChannel(3);
        three.deliver = delivery -> delivery.recipient().id() == 1
                ? DeliveryResult.delivered()
                : delivery.recipient().id() == 2 ? LATER : DOWN;
        fixture.plan(three, story.opens("word"));
        DeliverySteps<Person> process = fixture.process(three);
        work(process);
        fixture.pass(Duration.ofHours(25));
        assertThat(fixture.expire(ScriptedChannel.DESTINATION)).hasSize(1);
        assertThat(fixture.rows(PLANS)).containsExactly("done 3 1 2 0");
        three.deliver = delivery -> DeliveryResult.delivered();
        fixture.plan(three, retry());

        work(process);

        assertThat(fixture.rows(PLANS)).containsExactly("done 3 3 0 0");
        assertThat(three.sent).hasSize(5).last().isNotEqualTo(three.sent.get(3));
    }

    @Test
    void giving_up_waits_for_what_is_on_the_wire() {
        fixture.plan(channel, story.opens("older"));
        PublishedEvent newer = story.says(Status.IDENTIFIED, "newer");
        ScriptedChannel other = new ScriptedChannel(1);
        channel.deliver = delivery -> {
            fixture.pass(Duration.ofHours(25));
            fixture.process(channel).renewLeases();
            fixture.rows("update chunk set leased_until = leased_until + interval '25 h' returning 1");
            assertThat(fixture.expire(ScriptedChannel.DESTINATION)).hasSize(1);
            fixture.plan(channel, newer);
            assertThat(fixture.process(other).deliver(Lane.HOUSEKEEPING, CHUNKS))
                    .isFalse();
            return DeliveryResult.delivered();
        };
        DeliverySteps<Person> process = fixture.process(channel);

        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();

        assertThat(fixture.rows(PLANS)).containsExactly("done 1 1 0 0", "active 1 0 0 0");
    }

    @Test
    void an_open_delivery_that_cannot_be_worked_on_holds_nobody_up() {
        fixture.plan(channel, story.opens("older"));
        channel.deliver = delivery -> DeliveryResult.uncertain(FailureReason.TIMED_OUT, Scope.DESTINATION, "?");
        DeliverySteps<Person> process = fixture.process(channel);
        work(process);
        fixture.plan(channel, story.says(Status.IDENTIFIED, "newer"));
        work(process);
        fixture.pass(Duration.ofSeconds(6));
        channel.reading = () -> {
            throw new IllegalStateException("the database stumbles");
        };
        try {
            boolean unused = process.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS);
        } catch (IllegalStateException e) {
            // the loop logs it and goes on
        }
        channel.reading = () -> {};
        channel.deliver = delivery -> DeliveryResult.delivered();
        for (int i = 0; i < 40; i++) {
            fixture.pass(Duration.ofSeconds(1));
            process.renewLeases();
            work(process);
        }

        assertThat(channel.sent).containsExactly("older to 1", "older settled for 1", "newer to 1");
    }

    @Test
    void who_vanishes_while_telling_a_held_one_leaves_it_uncertain() {
        fixture.plan(channel, story.opens("older"));
        channel.deliver = delivery -> DeliveryResult.uncertain(FailureReason.TIMED_OUT, Scope.DESTINATION, "?");
        DeliverySteps<Person> process = fixture.process(channel);
        work(process);
        fixture.plan(channel, story.says(Status.IDENTIFIED, "newer"));
        work(process);
        fixture.pass(Duration.ofSeconds(6));
        channel.settle = delivery -> DeliveryResult.delivered();
        assertThat(process.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS)).isTrue();
        channel.deliver = delivery -> {
            throw new StackOverflowError("vanished");
        };
        try {
            boolean unused = process.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS);
        } catch (StackOverflowError e) {
            // the process is gone
        }
        fixture.pass(Duration.ofSeconds(7));
        channel.deliver = delivery -> DeliveryResult.delivered();

        work(fixture.process(channel));

        assertThat(channel.sent)
                .containsExactly("older to 1", "older settled for 1", "newer to 1", "newer settled for 1");
    }

    @Test
    void a_stop_ends_what_waits_and_keeps_what_was_told() {
        ScriptedChannel three = new ScriptedChannel(3);
        fixture.plan(three, story.opens("word"));
        three.deliver = delivery -> delivery.recipient().id() == 1 ? DeliveryResult.delivered() : DOWN;
        DeliverySteps<Person> process = fixture.process(three);
        work(process);
        fixture.plan(three, story.event(incident -> new DeliveryStopRequested(incident, null, List.of())));
        fixture.pass(Duration.ofMinutes(1));

        work(process);

        assertThat(three.sent).containsExactly("word to 1", "word to 2");
        assertThat(fixture.rows(PLANS)).containsExactly("stopped 3 1 0 0");
    }

    @ParameterizedTest
    @ValueSource(classes = {StringIndexOutOfBoundsException.class, StackOverflowError.class})
    void what_cannot_be_composed_is_rejected_and_the_next_update_goes_out_at_once(Class<? extends Throwable> fault) {
        fixture.plan(channel, story.opens("poison"), story.says(Status.IDENTIFIED, "newer"));
        channel.composing = event -> {
            if (ScriptedChannel.text(event).equals("poison")) {
                if (fault == StackOverflowError.class) {
                    throw new StackOverflowError();
                }
                throw new StringIndexOutOfBoundsException(0);
            }
        };
        DeliverySteps<Person> process = fixture.process(channel);

        work(process);

        assertThat(channel.sent).containsExactly("newer to 1");
        assertThat(fixture.rows(PLANS)).containsExactly("done 1 0 1 0", "done 1 1 0 0");
        assertThat(fixture.rows("select code from recipient_outcome order by plan_id"))
                .containsExactly("110", "1");
        assertThat(process.composingFailedAt()).isEqualTo(fixture.now());
        assertThat(fixture.registry
                        .get("deliveries")
                        .tags("result", "rejected", "reason", "invalid")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private PublishedEvent retry() {
        return story.event(incident -> new DeliveryRetryRequested(incident, null, List.of()));
    }

    private static void work(DeliverySteps<Person> process) {
        for (int turns = 0; turns < 20; turns++) {
            if (!process.deliver(Lane.HOUSEKEEPING, CHUNKS_THEN_RETRIES)) {
                return;
            }
        }
    }
}
