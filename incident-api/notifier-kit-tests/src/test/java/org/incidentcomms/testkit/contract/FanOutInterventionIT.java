package org.incidentcomms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.kit.ledger.InboxStore;
import org.incidentcomms.kit.ledger.LedgerClock;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.Test;

/** What an operator takes back, corrects, stops or retries while a long list is being notified. */
class FanOutInterventionIT extends FanOut {
    private static final String KEEPS_THE_WORDS = "position(convert_to('Never to be told', 'UTF8') in value) > 0";

    @Test
    void nothing_new_leaves_later_than_a_second_after_a_stop() {
        outside.takeFor(Duration.ofMillis(20));
        fixture.start(new PretendChannel(outside, 20_000, id -> true), QUICK);
        Scenario story = Scenario.incident("Wrong text.", Impact.MINOR);
        PublishedEvent wrong = story.opens("This is wrong.");
        fixture.topic().publish(wrong);
        await().until(() -> outside.accepted().size() > 100);

        fixture.topic().publish(story.event(incident -> new DeliveryStopRequested(incident, null, List.of("pretend"))));
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> fixture.count("select count(*) from plan where state = 'stopped'") == 1);
        int whenStopped = outside.accepted().size();

        DeliveryReport stopped = fixture.awaitReport(wrong, "pretend", DeliveryState.STOPPED);
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
        fixture.start(new PretendChannel(outside, 20, id -> true), QUICK);
        Scenario story = Scenario.incident("Analysed.", Impact.MINOR);
        PublishedEvent over = story.says(Status.RESOLVED, "It is over.");
        fixture.topic().publish(over);
        PublishedEvent analysis = story.analyses("What happened.");
        fixture.topic().publish(analysis);
        await().until(() -> fixture.count("select count(*) from plan where state = 'active'") == 2);

        fixture.topic().publish(story.withdrawsAnalysis());

        fixture.awaitReport(analysis, "pretend", DeliveryState.STOPPED);
        outside.comeUp();
        fixture.awaitReport(over, "pretend", DeliveryState.DELIVERED);
        assertThat(outside.accepted()).hasSize(20);
    }

    @Test
    void a_correction_stops_the_wrong_text_and_reaches_everybody() {
        outside.takeFor(Duration.ofMillis(5));
        fixture.start(new PretendChannel(outside, 1000, id -> true), QUICK);
        Scenario story = Scenario.incident("Corrected.", Impact.MINOR);
        PublishedEvent wrong = story.opens("The wrong word.");
        fixture.topic().publish(wrong);
        await().until(() -> outside.accepted().size() > 50);
        PublishedEvent right = story.corrects("The right word.");
        fixture.topic().publish(right);
        fixture.awaitReport(right, "pretend", DeliveryState.DELIVERED);
        fixture.awaitReport(wrong, "pretend", DeliveryState.STOPPED);
        assertThat(told("The right word.")).isEqualTo(1000);
        assertThat(told("The wrong word.")).isLessThan(1000);
    }

    @Test
    void what_is_withdrawn_is_sent_to_nobody_more_and_then_forgotten() throws SQLException {
        outside.takeFor(Duration.ofMillis(5));
        fixture.start(new PretendChannel(outside, 5000, id -> true), QUICK);
        Scenario story = Scenario.incident("Withdrawn.", Impact.CRITICAL);
        PublishedEvent wrong = story.opens("Never to be told.");
        fixture.topic().publish(wrong);
        await().until(() -> outside.accepted().size() > 100);
        fixture.topic().publish(story.isWithdrawn());
        fixture.awaitReport(wrong, "pretend", DeliveryState.STOPPED);
        await().during(Duration.ofSeconds(2)).until(new Settling());
        assertThat(outside.accepted()).hasSizeLessThan(4000);
        assertThat(fixture.count("select count(*) from inbox where " + KEEPS_THE_WORDS))
                .isEqualTo(1);
        try (Connection connection = fixture.dataSource().getConnection()) {
            assertThat(new InboxStore(LedgerClock.DATABASE).forgetWithdrawn(connection, Duration.ofMinutes(1)))
                    .isZero();
            assertThat(new InboxStore(LedgerClock.DATABASE).forgetWithdrawn(connection, Duration.ZERO))
                    .as("the withdrawal itself, which has no words, is kept for mirrors")
                    .isEqualTo(1);
            assertThat(new InboxStore(LedgerClock.DATABASE).forgetWithdrawn(connection, Duration.ZERO))
                    .isZero();
        }
        assertThat(fixture.count("select count(*) from inbox where " + KEEPS_THE_WORDS))
                .isZero();
    }

    @Test
    void an_update_taken_back_is_stopped_and_the_others_go_on() {
        outside.takeFor(Duration.ofMillis(5));
        fixture.start(new PretendChannel(outside, 1000, id -> true), QUICK);
        Scenario story = Scenario.incident("Taken back.", Impact.MINOR);
        PublishedEvent first = story.opens("The first word.");
        PublishedEvent slip = story.says(Status.IDENTIFIED, "A slip.");
        fixture.topic().publish(first, slip);
        await().until(() -> told("The first word.") > 50);
        fixture.topic().publish(story.takesBack());
        fixture.awaitReport(slip, "pretend", DeliveryState.STOPPED);
        fixture.awaitReport(first, "pretend", DeliveryState.DELIVERED);
        assertThat(told("The first word.")).isEqualTo(1000);
        assertThat(told("A slip.")).isLessThan(1000);
    }

    @Test
    void failed_deliveries_are_tried_again_when_an_operator_asks() {
        outside.refuseNext(Integer.MAX_VALUE);
        fixture.start(new PretendChannel(outside, 3, id -> true), QUICK);
        Scenario story = Scenario.incident("Again.", Impact.MINOR);
        PublishedEvent opened = story.opens("A word.");
        fixture.topic().publish(opened);
        fixture.awaitReport(opened, "pretend", DeliveryState.FAILED);
        outside.refuseNext(0);
        fixture.topic().publish(story.event(incident -> new DeliveryRetryRequested(incident, null, List.of())));
        DeliveryReport report = fixture.awaitReport(opened, "pretend", DeliveryState.DELIVERED);
        assertThat(report.delivered()).isEqualTo(3);
        assertThat(report.failed()).isZero();
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
