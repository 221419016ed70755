package org.incidentcomms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.events.StatusEvent.PostmortemPublished;
import org.incidentcomms.events.StatusEvent.PostmortemWithdrawn;
import org.incidentcomms.events.Window;
import org.incidentcomms.kit.ledger.InboxStore;
import org.incidentcomms.kit.ledger.LedgerClock;
import org.incidentcomms.kit.worker.RetryPolicy;
import org.incidentcomms.testkit.contract.RemoteSystem.Accepted;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the kit does with a long list: urgent first, order kept, stopped in time, shared between replicas. */
@Execution(ExecutionMode.CONCURRENT)
class FanOutIT {
    private static final Window AUGUST = new Window(
            Instant.parse("2030-08-05T17:00:00Z"),
            Instant.parse("2030-08-05T23:00:00Z"),
            ZoneId.of("America/Los_Angeles"));
    private static final RetryPolicy QUICK =
            new RetryPolicy(Duration.ofMillis(100), Duration.ofMillis(500), 3, Duration.ofMinutes(10));

    private final PretendRemoteSystem outside = new PretendRemoteSystem();
    private NotifierFixture rig;

    @BeforeEach
    void start() {
        rig = new NotifierFixture(List.of());
    }

    @AfterEach
    void stop() {
        outside.reset();
        rig.close();
    }

    @Test
    void a_critical_incident_overtakes_a_long_list() {
        outside.takeFor(Duration.ofMillis(10));
        rig.start(new PretendChannel(outside, 4000, id -> true), QUICK);
        rig.topic().publish(Scenario.maintenance("Long notice.", AUGUST).isScheduled("It will take a while."));
        await().until(() -> outside.accepted().size() > 200);
        PublishedEvent urgent =
                Scenario.incident("Everything is down.", Impact.CRITICAL).opens("We are on it.");
        // No message of the long list ends from here on: whatever waited for one would wait for ever.
        outside.hold("Long notice.");
        rig.topic().publish(urgent);
        await().until(() -> told("Everything is down.") > 0);
        outside.holdNothing();
        int notice = told("Long notice.");
        while (told("Everything is down.") < 4000) {
            int before = told("Everything is down.");
            await("more of 4000 than " + before).until(() -> told("Everything is down.") > before);
        }
        assertThat(told("Long notice.") - notice)
                .as("of the long list meanwhile: what was under way for at most a second")
                .isLessThan(500);
    }

    @Test
    void the_lane_of_unfinished_work_rises_with_the_incident() {
        outside.goDown();
        rig.start(new PretendChannel(outside, 5, id -> true), QUICK);
        Scenario story = Scenario.incident("Slow at first.", Impact.MINOR);
        rig.topic().publish(story.opens("It is slow."));
        await().until(() -> rig.count("select count(*) from plan where lane = 1") == 1);
        rig.topic().publish(story.worsens(Impact.CRITICAL).says(Status.IDENTIFIED, "It is down."));
        await().until(() -> rig.count("select count(*) from plan where lane = 0") == 2);
    }

    @Test
    void nothing_new_leaves_later_than_a_second_after_a_stop() {
        outside.takeFor(Duration.ofMillis(20));
        rig.start(new PretendChannel(outside, 20_000, id -> true), QUICK);
        Scenario story = Scenario.incident("Wrong text.", Impact.MINOR);
        PublishedEvent wrong = story.opens("This is wrong.");
        rig.topic().publish(wrong);
        await().until(() -> outside.accepted().size() > 100);

        rig.topic().publish(story.event(incident -> new DeliveryStopRequested(incident, null, List.of("pretend"))));
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> rig.count("select count(*) from plan where state = 'stopped'") == 1);
        int whenStopped = outside.accepted().size();

        DeliveryReport stopped = rig.awaitReport(wrong, "pretend", DeliveryState.STOPPED);
        await().during(Duration.ofSeconds(2)).until(new Settling());
        assertThat(outside.accepted().size() - whenStopped)
                .as("of what each of the four connections can send in a second")
                .isLessThanOrEqualTo(4 * 50);
        assertThat(outside.accepted()).hasSizeLessThan(4000);
        assertThat(stopped.total()).isEqualTo(20_000);
        assertThat(stopped.pending()).isZero();
    }

    @Test
    void of_a_withdrawn_post_mortem_nothing_more_leaves_but_what_was_said_before_does() {
        outside.goDown();
        rig.start(new PretendChannel(outside, 20, id -> true), QUICK);
        Scenario story = Scenario.incident("Analysed.", Impact.MINOR);
        PublishedEvent over = story.says(Status.RESOLVED, "It is over.");
        rig.topic().publish(over);
        PublishedEvent analysis = story.event(incident -> new PostmortemPublished(analysed(incident), "pmt_1"));
        rig.topic().publish(analysis);
        await().until(() -> rig.count("select count(*) from plan where state = 'active'") == 2);

        rig.topic().publish(story.event(PostmortemWithdrawn::new));

        rig.awaitReport(analysis, "pretend", DeliveryState.STOPPED);
        outside.comeUp();
        rig.awaitReport(over, "pretend", DeliveryState.DELIVERED);
        assertThat(outside.accepted()).hasSize(20);
    }

    private static Incident analysed(Incident incident) {
        return new Incident(
                incident.id(),
                incident.slug(),
                incident.version(),
                incident.kind(),
                incident.title(),
                incident.status(),
                incident.impact(),
                incident.components(),
                incident.startedAt(),
                incident.createdAt(),
                incident.updatedAt(),
                incident.resolvedAt(),
                null,
                null,
                incident.updates(),
                new Postmortem(
                        "pmt_1",
                        "what-happened",
                        "What happened",
                        "b",
                        null,
                        incident.updatedAt(),
                        ChannelSelection.EVERYBODY),
                false);
    }

    @Test
    void a_correction_stops_the_wrong_text_and_reaches_everybody() {
        outside.takeFor(Duration.ofMillis(5));
        rig.start(new PretendChannel(outside, 1000, id -> true), QUICK);
        Scenario story = Scenario.incident("Corrected.", Impact.MINOR);
        PublishedEvent wrong = story.opens("The wrong word.");
        rig.topic().publish(wrong);
        await().until(() -> outside.accepted().size() > 50);
        PublishedEvent right = story.corrects("The right word.");
        rig.topic().publish(right);
        rig.awaitReport(right, "pretend", DeliveryState.DELIVERED);
        rig.awaitReport(wrong, "pretend", DeliveryState.STOPPED);
        assertThat(told("The right word.")).isEqualTo(1000);
        assertThat(told("The wrong word.")).isLessThan(1000);
    }

    @Test
    void what_is_withdrawn_is_sent_to_nobody_more_and_then_forgotten() throws SQLException {
        outside.takeFor(Duration.ofMillis(5));
        rig.start(new PretendChannel(outside, 5000, id -> true), QUICK);
        Scenario story = Scenario.incident("Withdrawn.", Impact.CRITICAL);
        PublishedEvent wrong = story.opens("Never to be told.");
        rig.topic().publish(wrong);
        await().until(() -> outside.accepted().size() > 100);
        rig.topic().publish(story.isWithdrawn());
        rig.awaitReport(wrong, "pretend", DeliveryState.STOPPED);
        await().during(Duration.ofSeconds(2)).until(new Settling());
        assertThat(outside.accepted()).hasSizeLessThan(4000);
        assertThat(rig.count("select count(*) from inbox where " + KEEPS_THE_WORDS))
                .isEqualTo(1);
        try (Connection connection = rig.dataSource().getConnection()) {
            assertThat(new InboxStore(LedgerClock.DATABASE).forgetWithdrawn(connection, Duration.ofMinutes(1)))
                    .isZero();
            assertThat(new InboxStore(LedgerClock.DATABASE).forgetWithdrawn(connection, Duration.ZERO))
                    .as("the withdrawal itself, which has no words, is kept for mirrors")
                    .isEqualTo(1);
            assertThat(new InboxStore(LedgerClock.DATABASE).forgetWithdrawn(connection, Duration.ZERO))
                    .isZero();
        }
        assertThat(rig.count("select count(*) from inbox where " + KEEPS_THE_WORDS))
                .isZero();
    }

    @Test
    void an_update_taken_back_is_stopped_and_the_others_go_on() {
        outside.takeFor(Duration.ofMillis(5));
        rig.start(new PretendChannel(outside, 1000, id -> true), QUICK);
        Scenario story = Scenario.incident("Taken back.", Impact.MINOR);
        PublishedEvent first = story.opens("The first word.");
        PublishedEvent slip = story.says(Status.IDENTIFIED, "A slip.");
        rig.topic().publish(first, slip);
        await().until(() -> told("The first word.") > 50);
        rig.topic().publish(story.takesBack());
        rig.awaitReport(slip, "pretend", DeliveryState.STOPPED);
        rig.awaitReport(first, "pretend", DeliveryState.DELIVERED);
        assertThat(told("The first word.")).isEqualTo(1000);
        assertThat(told("A slip.")).isLessThan(1000);
    }

    @Test
    void a_newer_update_closes_an_older_one_that_certainly_failed() {
        Set<String> refused = ConcurrentHashMap.newKeySet();
        refused.add("person-3");
        outside.refuse(refused);
        rig.start(new PretendChannel(outside, 5, id -> true), SLOW);
        Scenario story = Scenario.incident("Superseded.", Impact.MINOR);
        PublishedEvent first = story.opens("Older word.");
        rig.topic().publish(first);
        await().until(() -> rig.count("select count(*) from open_delivery where state = 1") == 1);
        refused.clear();
        PublishedEvent second = story.says(Status.IDENTIFIED, "Newer word.");
        rig.topic().publish(second);
        rig.awaitReport(second, "pretend", DeliveryState.DELIVERED);
        DeliveryReport closed = rig.awaitReport(first, "pretend", DeliveryState.DELIVERED);
        assertThat(Map.of("delivered", closed.delivered(), "skipped", closed.skipped()))
                .isEqualTo(Map.of("delivered", 4L, "skipped", 1L));
        assertThat(texts("person-3")).containsExactly("Newer word.");
    }

    @Test
    void an_uncertain_older_one_is_settled_before_the_newer_is_told() {
        outside.loseNextAnswer();
        rig.start(new PretendChannel(outside, 1, id -> true), QUICK);
        Scenario story = Scenario.incident("Settled first.", Impact.MINOR);
        PublishedEvent first = story.opens("Older word.");
        PublishedEvent second = story.says(Status.IDENTIFIED, "Newer word.");
        rig.topic().publish(first, second);
        rig.awaitReport(second, "pretend", DeliveryState.DELIVERED);
        rig.awaitReport(first, "pretend", DeliveryState.DELIVERED);
        assertThat(texts("person-1")).containsExactly("Older word.", "Newer word.");
    }

    @Test
    void who_leaves_during_the_fan_out_is_not_told() {
        outside.takeFor(Duration.ofMillis(5));
        Set<Long> left = ConcurrentHashMap.newKeySet();
        rig.start(new PretendChannel(outside, 3000, id -> !left.contains(id)), QUICK);
        PublishedEvent opened = Scenario.incident("Leaving.", Impact.MINOR).opens("A word.");
        rig.topic().publish(opened);
        await().until(() -> outside.accepted().size() > 50);
        left.add(3000L);
        rig.awaitReport(opened, "pretend", DeliveryState.DELIVERED);
        assertThat(texts("person-3000")).isEmpty();
        assertThat(outside.accepted()).hasSize(2999);
    }

    @Test
    void two_replicas_share_the_work_and_double_nothing() {
        outside.takeFor(Duration.ofMillis(2));
        rig.start(new PretendChannel(outside, 2000, id -> true), QUICK);
        rig.start(new PretendChannel(outside, 2000, id -> true), QUICK);
        PublishedEvent opened = Scenario.incident("Shared.", Impact.MINOR).opens("A word.");
        rig.topic().publish(opened);
        rig.awaitReport(opened, "pretend", DeliveryState.DELIVERED);
        assertThat(outside.accepted()).hasSize(2000);
        assertThat(outside.accepted().stream().map(Accepted::identity).distinct())
                .hasSize(2000);
    }

    @Test
    void failed_deliveries_are_tried_again_when_an_operator_asks() {
        outside.refuseNext(Integer.MAX_VALUE);
        rig.start(new PretendChannel(outside, 3, id -> true), QUICK);
        Scenario story = Scenario.incident("Again.", Impact.MINOR);
        PublishedEvent opened = story.opens("A word.");
        rig.topic().publish(opened);
        rig.awaitReport(opened, "pretend", DeliveryState.FAILED);
        outside.refuseNext(0);
        rig.topic().publish(story.event(incident -> new DeliveryRetryRequested(incident, null, List.of())));
        DeliveryReport report = rig.awaitReport(opened, "pretend", DeliveryState.DELIVERED);
        assertThat(report.delivered()).isEqualTo(3);
        assertThat(report.failed()).isZero();
    }

    private static final String KEEPS_THE_WORDS = "position(convert_to('Never to be told', 'UTF8') in value) > 0";
    private static final RetryPolicy SLOW =
            new RetryPolicy(Duration.ofMinutes(1), Duration.ofMinutes(1), 3, Duration.ofMinutes(10));

    private int told(String text) {
        return (int) outside.accepted().stream()
                .filter(message -> message.text().contains(text))
                .count();
    }

    private List<String> texts(String person) {
        return outside.accepted().stream()
                .filter(message -> message.recipient().equals(person))
                .map(message -> message.text().substring(message.text().indexOf('\n') + 1))
                .toList();
    }

    /** True while the number of accepted messages stands still. */
    private final class Settling implements java.util.concurrent.Callable<Boolean> {
        private int last = -1;

        @Override
        public Boolean call() {
            int now = outside.accepted().size();
            boolean same = now == last;
            last = now;
            return same;
        }
    }
}
