package org.incidentcomms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.kit.ledger.DeadLetterStore.Letter;
import org.incidentcomms.kit.notifier.DeadLetters;
import org.incidentcomms.kit.notifier.DeadLetters.Done;
import org.incidentcomms.kit.notifier.DeadLetters.Refused;
import org.incidentcomms.kit.notifier.DeadLetters.Unknown;
import org.incidentcomms.kit.worker.RetryPolicy;
import org.incidentcomms.testkit.contract.RemoteSystem.Accepted;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was set aside is replayed through inbox and ledger: whoever was told is not told again. */
class DeadLetterReplayIT {
    private static final RetryPolicy QUICK =
            new RetryPolicy(Duration.ofMillis(50), Duration.ofMillis(100), 2, Duration.ofMinutes(10));

    private final PretendRemoteSystem outside = new PretendRemoteSystem();
    private final PretendChannel channel = new PretendChannel(outside, 3, id -> true);
    private NotifierFixture fixture;
    private DeadLetters letters;

    @BeforeEach
    void start() {
        fixture = new NotifierFixture(List.of());
        letters = fixture.start(channel, QUICK).deadLetters();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void a_replayed_delivery_reaches_only_those_who_were_not_told() {
        outside.refuse(Set.of("person-2"));
        PublishedEvent opened = Scenario.incident("Refused.", Impact.MINOR).opens("A word.");
        fixture.topic().publish(opened);
        fixture.awaitReport(opened, "pretend", DeliveryState.PARTIAL);
        Letter letter = letters.list("delivery", true, Long.MAX_VALUE, 10).getFirst();

        outside.refuse(Set.of());
        assertThat(letters.replay(letter.id(), "olga")).isEqualTo(new Done(1));

        DeliveryReport report = fixture.awaitReport(opened, "pretend", DeliveryState.DELIVERED);
        assertThat(report.delivered()).isEqualTo(3);
        assertThat(outside.accepted().stream().map(Accepted::recipient))
                .containsExactlyInAnyOrder("person-1", "person-2", "person-3");
        assertThat(letters.list(null, true, Long.MAX_VALUE, 10)).isEmpty();
        assertThat(letters.list(null, false, Long.MAX_VALUE, 10).getFirst().closedBy())
                .isEqualTo("olga");
        assertThat(letters.replay(letter.id(), "olga")).isInstanceOf(Refused.class);
    }

    @Test
    void a_retry_of_the_incident_closes_the_letters_of_what_it_sends_again() {
        outside.refuse(Set.of("person-2"));
        Scenario story = Scenario.incident("Refused.", Impact.MINOR);
        PublishedEvent opened = story.opens("A word.");
        fixture.topic().publish(opened);
        fixture.awaitReport(opened, "pretend", DeliveryState.PARTIAL);
        assertThat(letters.list("delivery", true, Long.MAX_VALUE, 10)).hasSize(1);

        outside.refuse(Set.of());
        fixture.topic().publish(story.event(incident -> new DeliveryRetryRequested(incident, null, List.of())));

        fixture.awaitReport(opened, "pretend", DeliveryState.DELIVERED);
        assertThat(letters.list(null, true, Long.MAX_VALUE, 10)).isEmpty();
        assertThat(letters.list(null, false, Long.MAX_VALUE, 10).getFirst().closedBy())
                .isEqualTo("retry");
    }

    @Test
    void a_replayed_record_is_not_told_to_who_has_a_newer_update() {
        Scenario story = Scenario.incident("Order.", Impact.MINOR);
        PublishedEvent first = story.opens("The first word.");
        PublishedEvent second = story.says(Status.IDENTIFIED, "The second word.");
        channel.asked = event -> {
            if (event.id().equals(first.id())) {
                throw new IllegalStateException("no audience today");
            }
        };
        fixture.topic().publish(first, second);
        fixture.awaitReport(second, "pretend", DeliveryState.DELIVERED);
        Letter letter = letters.list("poison", true, Long.MAX_VALUE, 10).getFirst();
        assertThat(letters.replay(letter.id(), "olga")).isInstanceOf(Refused.class);

        channel.asked = event -> {};
        assertThat(letters.replay(letter.id(), "olga")).isEqualTo(new Done(1));

        fixture.awaitReport(first, "pretend", DeliveryState.SKIPPED);
        assertThat(outside.accepted()).hasSize(3).allMatch(told -> told.text().contains("second"));
        assertThat(fixture.count("select count(*) from inbox where event_id = '" + first.id() + "'"))
                .isEqualTo(1);
    }

    @Test
    void a_replayed_record_tells_everybody_once() {
        PublishedEvent opened = Scenario.incident("Late.", Impact.MINOR).opens("A word.");
        channel.asked = event -> {
            throw new IllegalStateException("no audience today");
        };
        fixture.topic().publish(opened);
        await().until(() -> !letters.list("poison", true, Long.MAX_VALUE, 10).isEmpty());
        channel.asked = event -> {};

        assertThat(letters.replay(
                        letters.list(null, true, Long.MAX_VALUE, 10).getFirst().id(), "olga"))
                .isEqualTo(new Done(1));
        fixture.awaitReport(opened, "pretend", DeliveryState.DELIVERED);
        fixture.topic().publish(opened);

        PublishedEvent next = Scenario.incident("Next.", Impact.MINOR).opens("A word.");
        fixture.topic().publish(next);
        fixture.awaitReport(next, "pretend", DeliveryState.DELIVERED);
        assertThat(outside.accepted()).hasSize(6);
    }

    @Test
    void a_record_that_stays_unreadable_can_only_be_dropped() {
        fixture.topic().publishRaw("inc_1", Map.of("ce_id", "a\0b"), "not an event".getBytes(StandardCharsets.UTF_8));
        await().until(() -> !letters.list("poison", true, Long.MAX_VALUE, 10).isEmpty());
        Letter letter = letters.list("poison", true, Long.MAX_VALUE, 10).getFirst();

        assertThat(letters.replay(letter.id(), "olga")).isInstanceOf(Refused.class);
        assertThat(letters.find(letter.id()).orElseThrow().headers()).containsEntry("ce_id", "ab");
        assertThat(letters.drop(letter.id(), "olga")).isEqualTo(new Done(1));
        assertThat(letters.drop(letter.id(), "olga")).isInstanceOf(Refused.class);
        assertThat(letters.drop(4711, "olga")).isInstanceOf(Unknown.class);
        assertThat(letters.list(null, false, Long.MAX_VALUE, 10).getFirst().closedAs())
                .isEqualTo("dropped");
    }
}
