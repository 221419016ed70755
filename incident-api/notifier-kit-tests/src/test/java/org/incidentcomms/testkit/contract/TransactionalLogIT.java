package org.incidentcomms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.log.EventLog;
import org.incidentcomms.kit.worker.RetryPolicy;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.ledger.ScriptedMirror;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events come in transactions: their markers take up places in the log, and what was aborted is not read. */
class TransactionalLogIT {
    private static final RetryPolicy QUICK =
            new RetryPolicy(Duration.ofMillis(100), Duration.ofMillis(500), 3, Duration.ofMinutes(10));

    private final Recording follower = new Recording();
    private final PublishedEvent told = event("Told.");
    private final PublishedEvent aborted = event("Aborted.");
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
    void a_reader_catches_up_on_an_empty_log() {
        try (EventLog log = caughtUp()) {
            fixture.topic().publishCommitted(told);

            await().until(() -> follower.live.contains(told.id()));
        }
    }

    @Test
    void a_reader_catches_up_on_a_log_of_one_event_and_its_marker() {
        fixture.topic().publishCommitted(told);

        try (EventLog log = caughtUp()) {
            assertThat(follower.history).containsExactly(told.id());
        }
    }

    @Test
    void a_reader_catches_up_on_a_log_that_ends_in_an_aborted_transaction() {
        fixture.topic().publishCommitted(told);
        fixture.topic().publishAborted(aborted);

        try (EventLog log = caughtUp()) {
            assertThat(follower.history).containsExactly(told.id());
        }
    }

    @Test
    void a_reader_catches_up_on_a_log_that_holds_nothing_but_an_aborted_transaction() {
        fixture.topic().publishAborted(aborted);

        try (EventLog log = caughtUp()) {
            fixture.topic().publishCommitted(told);

            await().until(() -> follower.live.contains(told.id()));
            assertThat(follower.history).isEmpty();
        }
    }

    @Test
    void a_reader_catches_up_although_a_relay_is_paused_in_a_transaction_and_reads_on_once_another_took_over() {
        fixture.topic().publishCommitted(told);
        try (KafkaProducer<String, byte[]> paused = fixture.topic().publishUnfinished(aborted);
                EventLog log = caughtUp()) {
            PublishedEvent next = event("Next.");
            fixture.topic().publishCommitted(next);

            await().until(() -> !follower.live.isEmpty());
            assertThat(follower.history).containsExactly(told.id());
            assertThat(follower.live).containsExactly(next.id());
        }
    }

    @Test
    void a_notifier_tells_nobody_of_an_aborted_event() {
        PretendChannel channel = new PretendChannel(new PretendRemoteSystem(), 1, id -> true);
        fixture.start(channel, QUICK);

        fixture.topic().publishAborted(aborted);
        fixture.topic().publishCommitted(told);

        fixture.awaitReport(told, "pretend", DeliveryState.DELIVERED);
        assertThat(fixture.count("select count(*) from inbox where event_id = '" + aborted.id() + "'"))
                .isZero();
    }

    @Test
    void a_mirror_makes_its_first_copies_of_a_log_that_ends_in_an_aborted_transaction() {
        fixture.topic().publishCommitted(told);
        fixture.topic().publishAborted(aborted);

        ScriptedMirror mirror = new ScriptedMirror();
        fixture.start(mirror, QUICK);

        fixture.awaitReport(told, mirror.destination(), DeliveryState.DELIVERED);
        assertThat(mirror.sent).containsExactly("A word.");
    }

    private EventLog caughtUp() {
        EventLog log = new EventLog(fixture.kafka(), new EventCodec(), follower);
        log.start();
        await().until(log::isCaughtUp);
        return log;
    }

    private static PublishedEvent event(String title) {
        return Scenario.incident(title, Impact.MINOR).opens("A word.");
    }

    private static final class Recording implements EventLog.Follower {
        private final List<String> history = new CopyOnWriteArrayList<>();
        private final List<String> live = new CopyOnWriteArrayList<>();

        @Override
        public void event(PublishedEvent event, boolean isLive) {
            (isLive ? live : history).add(event.id());
        }

        @Override
        public void caughtUp() {
            // the log says so itself
        }
    }
}
