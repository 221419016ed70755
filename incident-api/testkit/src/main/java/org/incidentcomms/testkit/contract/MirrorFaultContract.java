package org.incidentcomms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import io.agroal.api.AgroalDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.kit.channel.MirrorChannel;
import org.incidentcomms.kit.notifier.Notifier;
import org.incidentcomms.kit.worker.RetryPolicy;
import org.incidentcomms.testkit.contract.RemoteSystem.Accepted;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.Test;

/** The part of {@link MirrorContract} about outages, lost answers, refusals and kills. */
abstract class MirrorFaultContract extends ContractTest<MirrorChannel, RemoteCopies> {
    @Test
    void only_the_newest_version_is_sent_after_an_outage() {
        startNotifier(QUICK);
        Scenario story = Scenario.incident("Outage delta", Impact.MINOR);
        deliver(story.opens("Word number 0."));
        outside().goDown();
        List<PublishedEvent> missed = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            missed.add(story.says(Status.IDENTIFIED, "Word number " + i + "."));
        }
        topic.publish(missed.toArray(PublishedEvent[]::new));
        await().until(() ->
                outside().attemptsInVain() >= 2 || fixture.count("select max(failures) from channel_state") >= 2);
        await().until(() -> fixture.count("select count(*) from plan") == 6);
        outside().comeUp();

        awaitReport(missed.getLast(), DeliveryState.DELIVERED);

        assertThat(copy(story)).contains("Word number 0.", "Word number 5.");
        assertThat(outside().accepted()).hasSizeLessThanOrEqualTo(3);
        assertThat(awaitReport(missed.get(3), DeliveryState.SKIPPED).reason()).isEqualTo("superseded");
    }

    @Test
    void no_older_text_follows_a_newer_one() {
        startNotifier(QUICK);
        List<Scenario> stories = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            stories.add(Scenario.incident("Ordered epsilon" + i + ".", i == 1 ? Impact.CRITICAL : Impact.MINOR));
        }
        PublishedEvent last = null;
        for (int step = 0; step < 8; step++) {
            for (Scenario story : stories) {
                String message = "This is step number " + step + ".";
                last = step == 0 ? story.opens(message) : story.says(Status.IDENTIFIED, message);
                topic.publish(last);
            }
        }
        for (Scenario story : stories) {
            await().until(() -> outside()
                    .copies()
                    .getOrDefault(id(story), List.of())
                    .toString()
                    .contains("number 7"));
        }
        assertThat(last).isNotNull();
        for (int i = 0; i < 3; i++) {
            String marker = "epsilon" + i;
            List<Integer> newest = outside().accepted().stream()
                    .map(Accepted::text)
                    .filter(text -> text.contains(marker))
                    .map(MirrorFaultContract::newestStep)
                    .toList();
            assertThat(newest).isSorted();
        }
    }

    @Test
    void a_lost_answer_makes_no_second_copy() {
        startNotifier(QUICK);
        outside().loseNextAnswer();
        Scenario story = Scenario.incident("Lost answer zeta", Impact.MAJOR);
        deliver(story.opens("The word of zeta."));
        outside().loseNextAnswer();
        PublishedEvent second = story.says(Status.IDENTIFIED, "The second word.");
        PublishedEvent third = story.says(Status.MONITORING, "The third word.");
        topic.publish(second, third);
        awaitReport(third, DeliveryState.DELIVERED);
        assertThat(copy(story)).contains("The word of zeta.", "The third word.");
    }

    @Test
    void what_is_withdrawn_goes_however_often_that_is_refused() {
        startNotifier(new RetryPolicy(Duration.ofMillis(50), Duration.ofMillis(50), 2, Duration.ofSeconds(2)));
        Scenario story = Scenario.incident("Withdrawn eta", Impact.MINOR);
        deliver(story.opens("A secret."));
        outside().refuseNext(Integer.MAX_VALUE);
        PublishedEvent withdrawn = story.isWithdrawn();
        PublishedEvent stop = story.event(incident -> new DeliveryStopRequested(incident, null, List.of()));
        topic.publish(withdrawn, stop);
        await().until(() -> fixture.count("select coalesce(max(attempts), 0) from open_delivery") >= 2);
        await().until(() -> fixture.count("select count(*) from inbox where type = 'delivery.stop_requested'") == 1);
        outside().refuseNext(0);
        fixture.count("with due as (update open_delivery set next_at = now() returning 1) select count(*) from due");

        awaitReport(withdrawn, DeliveryState.DELIVERED);

        assertThat(outside().copies()).isEmpty();
        assertThat(fixture.count("select count(*) from dead_letter")).isZero();
    }

    @Test
    void what_failed_is_tried_again_on_request_and_never_over_something_newer() {
        startNotifier(new RetryPolicy(Duration.ofMillis(50), Duration.ofMillis(50), 2, Duration.ofMinutes(10)));
        outside().refuseNext(Integer.MAX_VALUE);
        Scenario story = Scenario.incident("Failed theta", Impact.MINOR);
        PublishedEvent opened = story.opens("First word.");
        topic.publish(opened);
        awaitReport(opened, DeliveryState.FAILED);
        PublishedEvent second = story.says(Status.IDENTIFIED, "Second word.");
        topic.publish(second);
        awaitReport(second, DeliveryState.FAILED);
        outside().refuseNext(0);

        topic.publish(story.event(incident -> new DeliveryRetryRequested(incident, null, List.of())));

        awaitReport(second, DeliveryState.DELIVERED);
        assertThat(copy(story)).contains("First word.", "Second word.");
        assertThat(outside().accepted()).hasSize(1);
    }

    @Test
    void survives_a_kill_in_the_middle() {
        AgroalDataSource mortal = fixture.mortalDataSource();
        fixture.start(channel(mortal), mortal, QUICK);
        List<Scenario> stories = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Scenario story = Scenario.incident("Killed kappa " + i + ".", Impact.MINOR);
            stories.add(story);
            topic.publish(story.opens("First word."));
        }
        await().until(() -> !outside().accepted().isEmpty());
        mortal.close(); // its connections are cut: what was not committed is lost
        startNotifier(QUICK);
        for (Scenario story : stories) {
            deliver(story.says(Status.IDENTIFIED, "Second word."));
        }
        for (Scenario story : stories) {
            assertThat(copy(story)).contains("First word.", "Second word.");
        }
    }

    void deliver(PublishedEvent event) {
        topic.publish(event);
        awaitReport(event, DeliveryState.DELIVERED);
    }

    /** The one copy of this incident. */
    String copy(Scenario story) {
        List<String> copies = outside().copies().getOrDefault(id(story), List.of());
        assertThat(copies).hasSize(1);
        return copies.getFirst();
    }

    static String id(Scenario story) {
        return story.incident().id();
    }

    private static int newestStep(String text) {
        int at = text.lastIndexOf("step number ");
        return text.charAt(at + "step number ".length()) - '0';
    }

    /** Returns once the first copies are planned: before that, nothing is copied event by event. */
    @Override
    Notifier startNotifier(RetryPolicy policy) {
        Notifier notifier = super.startNotifier(policy);
        await().until(() -> fixture.count("select count(*) from mirror_start") == 1);
        return notifier;
    }
}
