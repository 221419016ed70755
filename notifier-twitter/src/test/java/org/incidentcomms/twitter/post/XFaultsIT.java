package org.incidentcomms.twitter.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.time.Instant;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.incidentcomms.events.StatusEvent.IncidentUpdated;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Delivered;
import org.incidentcomms.kit.channel.DeliveryResult.Park;
import org.incidentcomms.kit.channel.DeliveryResult.Retry;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.DeliveryResult.Uncertain;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.testkit.x.XFault;
import org.incidentcomms.testkit.x.XFaults.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exactly one post per announcement under every fault of X, and of the service itself. */
class XFaultsIT extends XChannelFixture {
    @ParameterizedTest
    @EnumSource(
            value = XFault.class,
            names = {"ANSWER_LOST_TAKEN", "SILENT_TAKEN", "UNAVAILABLE_TAKEN"})
    void a_post_whose_answer_is_lost_is_found_again_and_not_repeated(XFault fault) {
        fixture.x.faults().nextPosts(1, fault);

        assertThat(fixture.deliver(opened))
                .asInstanceOf(type(Uncertain.class))
                .returns(Scope.CHANNEL, Uncertain::scope);
        assertThat(fixture.post(opened).state()).isEqualTo(PostState.UNCERTAIN);
        assertThat(fixture.settle(opened)).isInstanceOf(Delivered.class);

        assertThat(fixture.x.posts()).hasSize(1);
        assertThat(fixture.calls("POST")).isEqualTo(1);
        assertThat(fixture.post(opened).tweetId())
                .isEqualTo(fixture.x.posts().getFirst().id());
    }

    /** X tells a link as another one, and of a long post the beginning. */
    @ParameterizedTest
    @ValueSource(strings = {"See clicktime.com", "See clicktime.com/help. %s Ask at help.clicktime.com."})
    void a_post_that_x_tells_in_another_form_is_found_again(String form) {
        String own =
                form.formatted("Log-in is slow & we <look> into it. ".repeat(10).strip());
        fixture.x.allowLength(4_000);
        fixture.settings.put("twitter.max-weighted-length", "4000");
        outage = Story.incident("i2", "Slow log-in").own(own);
        opened = outage.says(IncidentOpened::new, Status.INVESTIGATING, "Log-in is slow.");
        fixture.x.faults().nextPosts(1, XFault.ANSWER_LOST_TAKEN);

        assertThat(fixture.finish(opened)).isInstanceOf(Delivered.class);

        assertThat(fixture.calls("POST")).isEqualTo(1);
        assertThat(fixture.x.posts().getFirst().text()).contains(own.strip());
        String tweet = fixture.x.posts().getFirst().id();
        assertThat(fixture.post(opened).tweetId()).isEqualTo(tweet);
        fixture.deliver(outage.says(IncidentUpdated::new, Status.IDENTIFIED, "We found it."));
        assertThat(fixture.x.posts().getLast().inReplyTo()).contains(tweet);
    }

    @ParameterizedTest
    @EnumSource(
            value = XFault.class,
            names = {"ANSWER_LOST_NOT_TAKEN", "SILENT_NOT_TAKEN", "UNAVAILABLE_NOT_TAKEN", "BAD_GATEWAY_HTML"})
    void a_post_that_was_not_taken_is_posted_again_but_not_before_it_was_looked_for(XFault fault) {
        fixture.deliver(opened);
        PublishedEvent update = outage.says(IncidentUpdated::new, Status.IDENTIFIED, "We found it.");
        fixture.x.faults().nextPosts(1, fault);

        assertThat(fixture.finish(update)).isInstanceOf(Delivered.class);

        assertThat(fixture.x.posts()).hasSize(2);
        assertThat(fixture.x.posts().getLast().inReplyTo())
                .contains(fixture.x.posts().getFirst().id());
        assertThat(fixture.calls("POST")).as("one attempt each, none hidden").isEqualTo(3);
        assertThat(fixture.calls("GET")).as("own id, and a look each time").isGreaterThanOrEqualTo(3);
    }

    @Test
    void an_unknown_outcome_is_not_posted_again_before_its_time() {
        fixture.x.faults().nextPosts(1, XFault.ANSWER_LOST_NOT_TAKEN);
        fixture.deliver(opened);

        for (int look = 0; look < 5; look++) {
            assertThat(fixture.settle(opened))
                    .asInstanceOf(type(Uncertain.class))
                    .returns(Scope.DESTINATION, Uncertain::scope);
        }

        assertThat(fixture.calls("POST")).isEqualTo(1);
        fixture.clock.forward(Duration.ofSeconds(11));
        assertThat(fixture.settle(opened)).isInstanceOf(Delivered.class);
        assertThat(fixture.calls("POST")).isEqualTo(2);
    }

    @Test
    void a_timeline_that_lags_costs_no_second_post() {
        fixture.x.faults().nextPosts(1, XFault.ANSWER_LOST_TAKEN);
        fixture.x.faults().timelineLag(Duration.ofHours(1));
        fixture.deliver(opened);
        while (fixture.calls("POST") == 1) {
            fixture.clock.forward(Duration.ofSeconds(4));
            assertThat(fixture.settle(opened)).isInstanceOf(Uncertain.class);
        }
        assertThat(fixture.post(opened).duplicate())
                .as("X refused the second one")
                .isTrue();
        fixture.x.faults().timelineLag(Duration.ZERO);

        assertThat(fixture.settle(opened)).isInstanceOf(Delivered.class);

        assertThat(fixture.x.posts()).hasSize(1);
        assertThat(fixture.post(opened).tweetId())
                .isEqualTo(fixture.x.posts().getFirst().id());
    }

    @Test
    void a_duplicate_of_our_own_that_is_never_found_counts_as_posted() {
        fixture.x.faults().nextPosts(1, XFault.ANSWER_LOST_TAKEN);
        fixture.x.faults().timelineLag(Duration.ofHours(1));

        assertThat(fixture.finish(opened)).isEqualTo(DeliveryResult.delivered());

        assertThat(fixture.x.posts()).hasSize(1);
        assertThat(fixture.calls("POST")).isEqualTo(2);
        assertThat(fixture.post(opened).state()).isEqualTo(PostState.POSTED);
    }

    @Test
    void after_a_crash_in_the_middle_of_a_call_the_timeline_is_asked_first() {
        fixture.deliver(opened);
        String text = fixture.post(opened).text();
        PublishedEvent again = Story.incident("i9", "Slow log-in")
                .says(IncidentOpened::new, Status.INVESTIGATING, "Log-in is slow & we <look> into it.");
        Instant now = fixture.clock.instant();
        PendingPost draft =
                new PendingPost(again, text + "!", null, new PostComposer.ThreadPosition(true, false, 0), 0);
        assertThat(fixture.store.sending(draft, now, now.plusSeconds(30))).isTrue();

        assertThat(fixture.deliver(again)).isInstanceOf(Uncertain.class);
        assertThat(fixture.calls("POST")).isEqualTo(1);
        assertThat(fixture.finish(again)).isInstanceOf(Delivered.class);
        assertThat(fixture.texts()).containsExactly(text, text + "!");
    }

    @Test
    void of_two_workers_only_one_calls_x() {
        Instant now = fixture.clock.instant();
        PendingPost draft = new PendingPost(opened, "text", null, new PostComposer.ThreadPosition(true, false, 0), 0);

        assertThat(fixture.store.sending(draft, now, now)).isTrue();
        assertThat(fixture.store.sending(draft, now, now)).isFalse();
        assertThat(fixture.store.sending(draft.attempted(), now, now)).isTrue();
    }

    @Test
    void a_rate_limit_waits_for_its_end_and_loses_nothing() {
        fixture.x.faults().rateLimit(Call.CREATE, 1, Duration.ofMinutes(7));
        Instant before = Instant.now().minusSeconds(2); // X returns whole seconds

        Instant earliest = ((Retry) fixture.deliver(opened)).earliest();

        assertThat(earliest)
                .isBetween(
                        before.plus(Duration.ofMinutes(7)),
                        Instant.now().plusSeconds(2).plus(Duration.ofMinutes(7)));
        assertThat(fixture.post(opened).state()).isEqualTo(PostState.FAILED);
        assertThat(fixture.post(opened).lastReason()).isEqualTo("rate_limited");
        assertThat(fixture.deliver(opened)).isInstanceOf(Delivered.class);
        assertThat(fixture.calls("GET")).as("a refusal is certain").isZero();
    }

    @Test
    void the_days_limit_waits_for_its_own_end() {
        fixture.x.limitPostsPerDay(1);
        Instant before = Instant.now().minusSeconds(2);
        fixture.deliver(opened);

        PublishedEvent update = outage.says(IncidentUpdated::new, Status.IDENTIFIED, "We found it.");

        assertThat(fixture.deliver(update))
                .asInstanceOf(type(Retry.class))
                .returns(Scope.CHANNEL, Retry::scope)
                .satisfies(retry -> assertThat(retry.earliest())
                        .isBetween(
                                before.plus(Duration.ofHours(24)),
                                Instant.now().plusSeconds(2).plus(Duration.ofHours(24))));
    }

    @ParameterizedTest
    @CsvSource({"CREDITS_DEPLETED, BUDGET_SPENT", "UNAUTHORIZED, CREDENTIALS", "NO_WRITE_PERMISSION, CREDENTIALS"})
    void what_somebody_must_act_on_parks_the_channel_and_goes_on_afterwards(XFault fault, FailureReason reason) {
        fixture.deliver(opened);
        PublishedEvent update = outage.says(IncidentUpdated::new, Status.IDENTIFIED, "We found it.");
        fixture.x.faults().nextPosts(1, fault);

        assertThat(fixture.deliver(update)).asInstanceOf(type(Park.class)).returns(reason, Park::reason);
        assertThat(fixture.x.posts()).hasSize(1);

        assertThat(fixture.deliver(update)).isInstanceOf(Delivered.class);
        assertThat(fixture.x.posts().getLast().inReplyTo())
                .contains(fixture.x.posts().getFirst().id());
    }

    @Test
    void while_the_channel_is_parked_an_unknown_outcome_stays_unknown() {
        fixture.x.faults().nextPosts(1, XFault.ANSWER_LOST_TAKEN);
        fixture.x.faults().next(Call.ME, 1, XFault.UNAUTHORIZED);
        fixture.x.faults().next(Call.TIMELINE, 1, XFault.UNAVAILABLE_NOT_TAKEN);
        fixture.deliver(opened);

        assertThat(fixture.settle(opened)).isInstanceOf(Park.class);
        assertThat(fixture.settle(opened)).isInstanceOf(Uncertain.class);
        assertThat(fixture.deliver(opened)).isInstanceOf(Delivered.class);

        assertThat(fixture.x.posts()).hasSize(1);
    }

    @Test
    void an_x_that_cannot_be_reached_was_certainly_not_told() {
        fixture.x.stop();

        assertThat(fixture.deliver(opened))
                .asInstanceOf(type(Retry.class))
                .returns(FailureReason.UNREACHABLE, Retry::reason)
                .returns(Scope.CHANNEL, Retry::scope);

        fixture.x.start();
        assertThat(fixture.deliver(opened)).isInstanceOf(Delivered.class);
        assertThat(fixture.calls("GET")).isZero();
    }
}
