package org.incidentcomms.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.incidentcomms.testkit.Patience.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.incidentcomms.events.Topics;
import org.incidentcomms.service.storage.StorageException;
import org.incidentcomms.testkit.kafka.EmbeddedKafka;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which of several relays leads, against a real database and a real broker. */
class RelayLeadershipIT {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final byte[] SMALL = "{}".getBytes(StandardCharsets.UTF_8);

    private RelayFixture fixture;

    @BeforeEach
    void start() {
        EmbeddedKafka kafka = SharedServers.kafka();
        kafka.recreateTopic(Topics.STATUS_EVENTS, 1, Map.of());
        fixture = new RelayFixture(kafka, SharedServers.postgres(), "relay");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void one_of_two_relays_leads_and_the_other_takes_over_when_it_ends() throws Exception {
        RelayFixture.Replica first = fixture.startReplica(NEVER);
        await().until(first::leads);
        RelayFixture.Replica second = fixture.startReplica(NEVER);
        fixture.append("inc_1", "inc_1-1", SMALL);
        await().until(() -> fixture.unpublished() == 0);
        assertThat(second.leads()).isFalse();

        first.stop();

        await().until(second::leads);
        fixture.append("inc_1", "inc_1-2", SMALL);
        await().until(() -> fixture.unpublished() == 0);
        assertThat(fixture.readTopic(2)).extracting(RelayFixture::id).containsExactly("inc_1-1", "inc_1-2");
    }

    @Test
    void a_leader_whose_session_is_cut_is_replaced_or_comes_back_and_nothing_is_lost() throws Exception {
        RelayFixture.Replica first = fixture.startReplica(NEVER);
        await().until(first::leads);
        fixture.startReplica(NEVER);

        fixture.endLeadersSession();
        fixture.append("inc_1", "inc_1-1", SMALL);

        await().until(() -> fixture.unpublished() == 0);
        assertThat(fixture.readTopic(1)).extracting(RelayFixture::id).contains("inc_1-1");
    }

    @Test
    void a_session_that_was_lost_gives_its_place_in_the_pool_back() throws Exception {
        for (int lost = 0; lost < 2 * EmbeddedPostgresServer.POOL_SIZE; lost++) {
            try (RelaySessionStore session = fixture.session()) {
                await().until(session::tryLead);
                fixture.endLeadersSession();
                assertThatThrownBy(session::check).isInstanceOf(StorageException.class);
            }
        }
    }

    @Test
    void a_leader_that_kafka_has_cut_off_steps_down_and_leaves_its_successor_alone() throws Exception {
        ProducerGate beforeCommit = new ProducerGate(new ProducerProbe.Point("commitTransaction", true));
        AtomicInteger firstOpened = new AtomicInteger();
        AtomicInteger secondOpened = new AtomicInteger();
        var opened = new ProducerProbe.Point("initTransactions", false);
        RelayFixture.Replica first = fixture.startReplica(
                NEVER,
                producer -> beforeCommit.guard(
                        ProducerProbe.at(opened, firstOpened::incrementAndGet).on(producer)));
        await().until(first::leads);
        RelayFixture.Replica second = fixture.startReplica(
                NEVER,
                producer ->
                        ProducerProbe.at(opened, secondOpened::incrementAndGet).on(producer));
        fixture.append("inc_1", "inc_1-1", SMALL);
        beforeCommit.awaitReached();

        fixture.endLeadersSession();
        await().until(second::leads);
        fixture.append("inc_1", "inc_1-2", SMALL);
        await().until(() -> fixture.unpublished() == 0);
        beforeCommit.open();
        await().until(() -> !first.leads());
        fixture.append("inc_1", "inc_1-3", SMALL);
        await().until(() -> fixture.unpublished() == 0);

        assertThat(second.leads()).isTrue();
        assertThat(firstOpened).hasValue(1);
        assertThat(secondOpened).hasValue(1);
        assertThat(fixture.readTopic(3)).extracting(RelayFixture::id).containsExactly("inc_1-1", "inc_1-2", "inc_1-3");
    }

    @Test
    void a_leader_that_fell_silent_loses_its_session() throws Exception {
        RelayFixture.Replica stopped = fixture.startReplica(NEVER);
        await().until(stopped::leads);
        stopped.stop();
        try (Connection frozen = fixture.connectAlone();
                var statement = frozen.createStatement()) {
            statement.execute("select pg_advisory_lock(" + 0x6f7574626f78L + ")");
            RelayFixture.Replica waiting = fixture.startReplica(Duration.ofSeconds(3));
            fixture.append("inc_1", "inc_1-1", SMALL);

            await().until(waiting::leads);
            await().until(() -> fixture.unpublished() == 0);
        }
    }
}
