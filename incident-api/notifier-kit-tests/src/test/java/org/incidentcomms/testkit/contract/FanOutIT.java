package org.incidentcomms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Window;
import org.incidentcomms.kit.worker.RetryPolicy;
import org.incidentcomms.testkit.contract.RemoteSystem.Accepted;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.Test;

/** What the kit does with a long list: urgent incidents first, order kept, shared between replicas. */
class FanOutIT extends FanOut {
    private static final Window AUGUST = new Window(
            Instant.parse("2030-08-05T17:00:00Z"),
            Instant.parse("2030-08-05T23:00:00Z"),
            ZoneId.of("America/Los_Angeles"));

    @Test
    void a_critical_incident_overtakes_a_long_list() {
        outside.takeFor(Duration.ofMillis(10));
        fixture.start(new PretendChannel(outside, 4000, id -> true), QUICK);
        fixture.topic().publish(Scenario.maintenance("Long notice.", AUGUST).isScheduled("It will take a while."));
        await().until(() -> outside.accepted().size() > 200);
        PublishedEvent urgent =
                Scenario.incident("Everything is down.", Impact.CRITICAL).opens("We are on it.");
        // No message of the long list ends from here on: whatever waited for one would wait for ever.
        outside.hold("Long notice.");
        fixture.topic().publish(urgent);
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
        fixture.start(new PretendChannel(outside, 5, id -> true), QUICK);
        Scenario story = Scenario.incident("Slow at first.", Impact.MINOR);
        fixture.topic().publish(story.opens("It is slow."));
        await().until(() -> fixture.count("select count(*) from plan where lane = 1") == 1);
        fixture.topic().publish(story.worsens(Impact.CRITICAL).says(Status.IDENTIFIED, "It is down."));
        await().until(() -> fixture.count("select count(*) from plan where lane = 0") == 2);
    }

    @Test
    void a_newer_update_closes_an_older_one_that_certainly_failed() {
        Set<String> refused = ConcurrentHashMap.newKeySet();
        refused.add("person-3");
        outside.refuse(refused);
        fixture.start(new PretendChannel(outside, 5, id -> true), SLOW);
        Scenario story = Scenario.incident("Superseded.", Impact.MINOR);
        PublishedEvent first = story.opens("Older word.");
        fixture.topic().publish(first);
        await().until(() -> fixture.count("select count(*) from open_delivery where state = 1") == 1);
        refused.clear();
        PublishedEvent second = story.says(Status.IDENTIFIED, "Newer word.");
        fixture.topic().publish(second);
        fixture.awaitReport(second, "pretend", DeliveryState.DELIVERED);
        DeliveryReport closed = fixture.awaitReport(first, "pretend", DeliveryState.DELIVERED);
        assertThat(Map.of("delivered", closed.delivered(), "skipped", closed.skipped()))
                .isEqualTo(Map.of("delivered", 4L, "skipped", 1L));
        assertThat(texts("person-3")).containsExactly("Newer word.");
    }

    @Test
    void an_uncertain_older_one_is_settled_before_the_newer_is_told() {
        outside.loseNextAnswer();
        fixture.start(new PretendChannel(outside, 1, id -> true), QUICK);
        Scenario story = Scenario.incident("Settled first.", Impact.MINOR);
        PublishedEvent first = story.opens("Older word.");
        PublishedEvent second = story.says(Status.IDENTIFIED, "Newer word.");
        fixture.topic().publish(first, second);
        fixture.awaitReport(second, "pretend", DeliveryState.DELIVERED);
        fixture.awaitReport(first, "pretend", DeliveryState.DELIVERED);
        assertThat(texts("person-1")).containsExactly("Older word.", "Newer word.");
    }

    @Test
    void who_leaves_during_the_fan_out_is_not_told() {
        outside.takeFor(Duration.ofMillis(5));
        Set<Long> left = ConcurrentHashMap.newKeySet();
        fixture.start(new PretendChannel(outside, 3000, id -> !left.contains(id)), QUICK);
        PublishedEvent opened = Scenario.incident("Leaving.", Impact.MINOR).opens("A word.");
        fixture.topic().publish(opened);
        await().until(() -> outside.accepted().size() > 50);
        left.add(3000L);
        fixture.awaitReport(opened, "pretend", DeliveryState.DELIVERED);
        assertThat(texts("person-3000")).isEmpty();
        assertThat(outside.accepted()).hasSize(2999);
    }

    @Test
    void two_replicas_share_the_work_and_double_nothing() {
        outside.takeFor(Duration.ofMillis(2));
        fixture.start(new PretendChannel(outside, 2000, id -> true), QUICK);
        fixture.start(new PretendChannel(outside, 2000, id -> true), QUICK);
        PublishedEvent opened = Scenario.incident("Shared.", Impact.MINOR).opens("A word.");
        fixture.topic().publish(opened);
        fixture.awaitReport(opened, "pretend", DeliveryState.DELIVERED);
        assertThat(outside.accepted()).hasSize(2000);
        assertThat(outside.accepted().stream().map(Accepted::identity).distinct())
                .hasSize(2000);
    }

    private static final RetryPolicy SLOW =
            new RetryPolicy(Duration.ofMinutes(1), Duration.ofMinutes(1), 3, Duration.ofMinutes(10));

    private List<String> texts(String person) {
        return outside.accepted().stream()
                .filter(message -> message.recipient().equals(person))
                .map(message -> message.text().substring(message.text().indexOf('\n') + 1))
                .toList();
    }
}
