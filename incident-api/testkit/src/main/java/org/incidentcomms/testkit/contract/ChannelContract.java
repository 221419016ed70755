package org.incidentcomms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import io.agroal.api.AgroalDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.notifier.Notifier;
import org.incidentcomms.kit.worker.RetryPolicy;
import org.incidentcomms.testkit.contract.RemoteSystem.Accepted;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.Test;

/**
 * The contract of every channel, tested with the real broker, the real database and the channel's own remote system. A
 * channel's test extends it and provides the channel and its remote system.
 */
public abstract class ChannelContract extends ContractTest<Channel<?>, RemoteSystem> {

    /** Inserts all recipients into the channel's database; returns their number, at least 1. */
    protected abstract int enrol(DataSource dataSource);

    /** How many duplicate messages one kill may cause: 0 if a repeat can be detected beforehand. */
    protected abstract int doubledPerKill();

    @Test
    void delivers_once_when_the_event_comes_twice() {
        int people = enrol(fixture.dataSource());
        Notifier notifier = startNotifier(QUICK);
        Scenario story = Scenario.incident("Slow log-in alpha", Impact.MINOR);
        PublishedEvent opened = story.opens("First word about alpha.");
        topic.publish(opened, opened);
        PublishedEvent second = story.says(Status.IDENTIFIED, "Second word about alpha.");
        topic.publish(second, opened, second);
        awaitReport(second, DeliveryState.DELIVERED);
        notifier.close();
        topic.publish(opened, second);
        startNotifier(QUICK);
        PublishedEvent third = story.says(Status.RESOLVED, "Third word about alpha.");
        topic.publish(third);
        awaitReport(third, DeliveryState.DELIVERED);
        assertThat(outside().accepted()).hasSize(3 * people);
        assertThat(identities()).hasSize(3 * people);
    }

    @Test
    void an_uncertain_delivery_is_settled_and_not_repeated() {
        int people = enrol(fixture.dataSource());
        outside().loseNextAnswer();
        startNotifier(QUICK);
        PublishedEvent opened =
                Scenario.incident("Lost answer beta", Impact.MAJOR).opens("The word of beta.");
        topic.publish(opened);
        awaitReport(opened, DeliveryState.DELIVERED);
        assertThat(identities()).as("messages told apart by their identity").hasSize(people);
        assertThat(outside().accepted()).hasSizeLessThanOrEqualTo(people + Math.min(1, doubledPerKill()));
    }

    @Test
    void an_empty_database_on_a_topic_of_1000_old_events_tells_nobody() {
        enrol(fixture.dataSource());
        List<PublishedEvent> old = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            Scenario story = Scenario.incident("Old story " + i, Impact.MAJOR).acceptedAgo(Duration.ofDays(40));
            old.add(story.opens("Old word 1."));
            old.add(story.says(Status.IDENTIFIED, "Old word 2."));
            old.add(story.says(Status.MONITORING, "Old word 3."));
            old.add(story.says(Status.RESOLVED, "Old word 4."));
        }
        topic.publish(old.toArray(PublishedEvent[]::new));
        startNotifier(QUICK);
        PublishedEvent fresh = Scenario.incident("Fresh gamma", Impact.MINOR).opens("The word of gamma.");
        topic.publish(fresh);
        awaitReport(fresh, DeliveryState.DELIVERED);
        assertThat(outside().accepted())
                .allSatisfy(
                        message -> assertThat(message.text()).contains("gamma").doesNotContain("Old word"));
        assertThat(fixture.count("select count(*) from inbox where disposition = 'before_start'"))
                .isEqualTo(1000);
        awaitReport(old.getLast(), DeliveryState.SKIPPED);
    }

    @Test
    void retries_and_then_succeeds() {
        int people = enrol(fixture.dataSource());
        outside().refuseNext(2);
        startNotifier(QUICK);
        PublishedEvent opened = Scenario.incident("Refused delta", Impact.MINOR).opens("The word of delta.");
        topic.publish(opened);
        DeliveryReport report = awaitReport(opened, DeliveryState.DELIVERED);
        assertThat(report.delivered()).isEqualTo(people);
        assertThat(identities()).hasSize(people);
        assertThat(outside().attemptsInVain()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void an_outage_of_the_whole_channel_costs_no_destination_its_attempts() {
        int people = enrol(fixture.dataSource());
        outside().goDown();
        startNotifier(new RetryPolicy(Duration.ofMillis(50), Duration.ofMillis(50), 2, Duration.ofMinutes(10)));
        PublishedEvent opened =
                Scenario.incident("Outage epsilon", Impact.MINOR).opens("The word of epsilon.");
        topic.publish(opened);
        await().until(() -> outside().attemptsInVain() >= 3 || channelFailures() >= 3);
        outside().comeUp();
        DeliveryReport report = awaitReport(opened, DeliveryState.DELIVERED);
        assertThat(report.delivered()).isEqualTo(people);
        assertThat(report.failed()).isZero();
        assertThat(identities()).hasSize(people);
    }

    @Test
    void what_is_never_taken_ends_in_the_dead_letters() {
        enrol(fixture.dataSource());
        outside().refuseNext(Integer.MAX_VALUE);
        startNotifier(new RetryPolicy(Duration.ofMillis(50), Duration.ofMillis(100), 3, Duration.ofSeconds(4)));
        PublishedEvent opened = Scenario.incident("Hopeless zeta", Impact.MINOR).opens("The word of zeta.");
        topic.publish(opened);
        DeliveryReport report = awaitReport(opened, DeliveryState.FAILED);
        assertThat(report.delivered()).isZero();
        assertThat(report.reason()).isEqualTo("gave_up");
        assertThat(fixture.count("select count(*) from dead_letter where kind = 'delivery'"))
                .isPositive();
    }

    @Test
    void a_poison_event_blocks_nothing() {
        int people = enrol(fixture.dataSource());
        startNotifier(QUICK);
        topic.publishRaw("inc_poison", Map.of(), "not an event".getBytes(StandardCharsets.UTF_8));
        topic.publishRaw("inc_poison", Map.of(), null);
        PublishedEvent good =
                Scenario.incident("After poison eta", Impact.MINOR).opens("The word of eta.");
        Map<String, String> headers = new EventCodec().headers(good);
        topic.publishRaw("inc_poison", headers, "{\"incident\":{\"id\":1".getBytes(StandardCharsets.UTF_8));
        topic.publish(good);
        awaitReport(good, DeliveryState.DELIVERED);
        assertThat(outside().accepted()).hasSize(people);
        assertThat(fixture.count("select count(*) from dead_letter where kind = 'poison'"))
                .isEqualTo(3);
    }

    @Test
    void survives_a_kill_in_the_middle() {
        int people = enrol(fixture.dataSource());
        AgroalDataSource mortal = fixture.mortalDataSource();
        fixture.start(channel(mortal), mortal, QUICK);
        List<PublishedEvent> events = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            events.add(
                    Scenario.incident("Killed theta " + i + ".", Impact.MINOR).opens("The word of theta."));
        }
        topic.publish(events.toArray(PublishedEvent[]::new));
        await().until(() -> !outside().accepted().isEmpty());
        mortal.close(); // its connections are cut: what was not committed is lost
        startNotifier(QUICK);
        for (PublishedEvent event : events) {
            awaitReport(event, DeliveryState.DELIVERED);
        }
        assertThat(identities()).as("nobody is left out").hasSize(12 * people);
        assertThat(outside().accepted()).hasSizeLessThanOrEqualTo(12 * people + doubledPerKill());
    }

    @Test
    void keeps_the_order_of_each_incident() {
        int people = enrol(fixture.dataSource());
        startNotifier(QUICK);
        List<Scenario> stories = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            stories.add(Scenario.incident("Ordered iota" + i + ".", i == 1 ? Impact.CRITICAL : Impact.MINOR));
        }
        List<PublishedEvent> events = new ArrayList<>();
        for (int step = 0; step < 6; step++) {
            for (Scenario story : stories) {
                String message = "This is step number " + step + ".";
                events.add(step == 0 ? story.opens(message) : story.says(Status.IDENTIFIED, message));
            }
        }
        topic.publish(events.toArray(PublishedEvent[]::new));
        for (PublishedEvent event : events) {
            awaitReport(event, DeliveryState.DELIVERED);
        }
        assertThat(outside().accepted()).hasSize(18 * people);
        outside().accepted().stream().map(Accepted::recipient).distinct().forEach(recipient -> {
            for (int i = 0; i < 3; i++) {
                assertThat(steps(recipient, "iota" + i)).containsExactly(0, 1, 2, 3, 4, 5);
            }
        });
    }

    @Test
    void tells_nobody_where_the_operator_left_the_channel_out() {
        enrol(fixture.dataSource());
        startNotifier(QUICK);
        PublishedEvent silent = Scenario.incident("Silent kappa", Impact.MINOR)
                .telling(ChannelSelection.NOBODY)
                .opens("The word of kappa.");
        topic.publish(silent);
        DeliveryReport report = awaitReport(silent, DeliveryState.SKIPPED);
        assertThat(report.reason()).isEqualTo("not_wanted");
        assertThat(outside().accepted()).isEmpty();
    }

    @Test
    void tells_nobody_of_an_incident_for_a_group_that_it_cannot_reach() {
        enrol(fixture.dataSource());
        startNotifier(QUICK);
        PublishedEvent limited = Scenario.incident("Limited kappa", Impact.MINOR)
                .limitedTo("nobody-is-in-this-group")
                .isPublic(true)
                .opens("The word of kappa, for some.");
        topic.publish(limited);
        DeliveryReport report = awaitReport(limited, DeliveryState.SKIPPED);
        boolean canNarrow = channel(fixture.dataSource()).canNarrowAudience();
        assertThat(report.reason()).isEqualTo(canNarrow ? "no_recipients" : "audience");
        assertThat(report.total()).isZero();
        assertThat(outside().accepted()).isEmpty();
    }

    @Test
    void counts_its_metrics_and_keeps_secrets_out_of_its_logs() {
        int people = enrol(fixture.dataSource());
        outside().refuseNext(1);
        startNotifier(QUICK);
        PublishedEvent opened =
                Scenario.incident("Counted lambda", Impact.MINOR).opens("The word of lambda.");
        topic.publish(opened);
        DeliveryReport report = awaitReport(opened, DeliveryState.DELIVERED);
        assertThat(fixture.counted("delivered")).isEqualTo(people);
        assertThat(fixture.registry()
                        .find("inbox_events")
                        .tag("disposition", "planned")
                        .counter())
                .isNotNull();
        assertThat(report.firstAt()).isNotNull();
        assertNoSecretIsLogged();
    }

    /** The steps of this incident, in the order in which {@code recipient} received them. */
    private List<Integer> steps(String recipient, String marker) {
        List<Integer> steps = new ArrayList<>();
        for (Accepted message : outside().accepted()) {
            if (message.recipient().equals(recipient) && message.text().contains(marker)) {
                String text = message.text();
                int at = text.indexOf("step number ");
                steps.add(text.charAt(at + "step number ".length()) - '0');
            }
        }
        return steps;
    }

    private List<String> identities() {
        return outside().accepted().stream().map(Accepted::identity).distinct().toList();
    }

    private long channelFailures() {
        return fixture.count("select coalesce(max(failures), 0) from channel_state");
    }
}
