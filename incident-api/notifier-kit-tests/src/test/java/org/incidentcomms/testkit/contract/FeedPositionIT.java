package org.incidentcomms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import java.time.Duration;
import java.util.List;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.notifier.Notifier;
import org.incidentcomms.kit.worker.RetryPolicy;
import org.incidentcomms.testkit.contract.RemoteSystem.Accepted;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where reading begins is the ledger's word, not the broker's. */
class FeedPositionIT {
    private static final RetryPolicy QUICK =
            new RetryPolicy(Duration.ofMillis(100), Duration.ofMillis(500), 3, Duration.ofMinutes(10));

    private final PretendRemoteSystem outside = new PretendRemoteSystem();
    private final PretendChannel channel = new PretendChannel(outside, 1, id -> true);
    private NotifierFixture fixture;

    @BeforeEach
    void start() {
        fixture = new NotifierFixture(List.of());
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void another_event_under_a_used_id_alarms_and_holds_up_nothing() {
        Notifier notifier = fixture.start(channel, QUICK);
        PublishedEvent first = Scenario.incident("First.", Impact.MINOR).opens("A word.");
        fixture.topic().publish(first);
        fixture.awaitReport(first, "pretend", DeliveryState.DELIVERED);
        EventCodec codec = new EventCodec();
        PublishedEvent second = new PublishedEvent(first.id(), first.time().plusSeconds(1), null, first.data());
        PublishedEvent next = Scenario.incident("Next.", Impact.MINOR).opens("A word.");

        fixture.topic().publishRaw(first.subject(), codec.headers(second), codec.encode(second.data()));
        fixture.topic().publish(next);

        fixture.awaitReport(next, "pretend", DeliveryState.DELIVERED);
        await().until(() -> notifier.counts().poison() == 1);
        assertThat(fixture.count("select count(*) from dead_letter where reason like 'event id already used%'"))
                .isEqualTo(1);
    }

    @Test
    void what_a_failover_took_from_the_ledger_is_read_again() {
        PublishedEvent kept = Scenario.incident("Kept.", Impact.MINOR).opens("A word.");
        PublishedEvent lost = Scenario.incident("Lost.", Impact.MINOR).opens("A word.");
        Notifier before = fixture.start(channel, QUICK);
        fixture.topic().publish(kept);
        fixture.awaitReport(kept, "pretend", DeliveryState.DELIVERED);
        long position = fixture.count("select max(next_offset) from feed_position");
        fixture.topic().publish(lost);
        fixture.awaitReport(lost, "pretend", DeliveryState.DELIVERED);
        before.close();

        // the new primary was behind: it has neither the second event nor the note that it was read
        fixture.count(
                "with p as (delete from plan where event_id = '" + lost.id() + "' returning id), o as (delete from"
                        + " outcome where plan_id in (select id from p)) select count(*) from p");
        fixture.count("with i as (delete from inbox where event_id = '" + lost.id() + "' returning 1), f as (update"
                + " feed_position set next_offset = " + position + " returning 1) select count(*) from i, f");
        fixture.start(channel, QUICK);

        PublishedEvent next = Scenario.incident("Next.", Impact.MINOR).opens("A word.");
        fixture.topic().publish(next);
        fixture.awaitReport(next, "pretend", DeliveryState.DELIVERED);
        assertThat(fixture.count("select count(*) from inbox where event_id = '" + lost.id() + "'"))
                .isEqualTo(1);
        fixture.awaitReport(lost, "pretend", DeliveryState.DELIVERED);
        assertThat(outside.accepted().stream().map(Accepted::text).filter(text -> text.contains("Kept.")))
                .hasSize(1);
    }
}
