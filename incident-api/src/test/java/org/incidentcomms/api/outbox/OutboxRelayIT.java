package org.incidentcomms.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.incidentcomms.events.Topics;
import org.incidentcomms.testkit.kafka.EmbeddedKafka;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relay against a real database and a real broker. */
class OutboxRelayIT {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final byte[] SMALL = "{}".getBytes(StandardCharsets.UTF_8);

    private EmbeddedKafka kafka;
    private RelayFixture fixture;

    @BeforeEach
    void start() {
        kafka = SharedServers.kafka();
        kafka.deleteTopic(Topics.STATUS_EVENTS);
        kafka.deleteTopic(Topics.DELIVERY_REPORTS);
        EmbeddedPostgresServer postgres = SharedServers.postgres();
        fixture = new RelayFixture(kafka, postgres, "relay");
    }

    @AfterEach
    void stop() {
        kafka.start();
        fixture.close();
    }

    @Test
    void eight_writers_lose_nothing_and_keep_the_order_of_each_incident() throws Exception {
        int writers = 8;
        int each = 150;
        int incidents = 5;
        try (Connection connection = fixture.connect();
                var statement = connection.createStatement()) {
            statement.execute("create table counter (key text primary key, version int not null)");
            for (int i = 0; i < incidents; i++) {
                statement.execute("insert into counter values ('inc_" + i + "', 0)");
            }
        }
        fixture.startReplica(NEVER);

        try (var pool = Executors.newFixedThreadPool(writers)) {
            List<Future<Integer>> done = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                Random random = new Random(w);
                done.add(pool.submit((Callable<Integer>) () -> write(random, each, incidents)));
            }
            for (Future<Integer> future : done) {
                assertThat(future.get()).isEqualTo(each);
            }
        }
        await().until(() -> fixture.unpublished() == 0);

        Map<String, List<Integer>> versions = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : fixture.readTopic(writers * each)) {
            versions.computeIfAbsent(record.key(), k -> new ArrayList<>())
                    .add(Integer.parseInt(new String(record.value(), StandardCharsets.UTF_8)));
        }
        assertThat(versions.values().stream().mapToInt(List::size).sum()).isEqualTo(writers * each);
        versions.forEach((key, seen) -> assertThat(seen)
                .as(key)
                .isEqualTo(IntStream.rangeClosed(1, seen.size()).boxed().toList()));
    }

    /** Transactions of very different length, so that they commit in another order than they drew their sequence. */
    private int write(Random random, int count, int incidents) throws SQLException, InterruptedException {
        for (int i = 0; i < count; i++) {
            String key = "inc_" + random.nextInt(incidents);
            try (Connection connection = fixture.connect()) {
                connection.setAutoCommit(false);
                int version;
                try (var statement = connection.prepareStatement(
                        "update counter set version = version + 1 where key = ? returning version")) {
                    statement.setString(1, key);
                    try (var row = statement.executeQuery()) {
                        row.next();
                        version = row.getInt(1);
                    }
                }
                byte[] value = Integer.toString(version).getBytes(StandardCharsets.UTF_8);
                RelayFixture.insert(connection, key, key + "-" + version, value);
                if (random.nextInt(4) == 0) {
                    Thread.sleep(random.nextInt(10));
                }
                connection.commit();
            }
        }
        return count;
    }

    @Test
    void while_kafka_is_away_events_wait_and_then_all_go_in_order() throws Exception {
        fixture.startReplica(NEVER);
        fixture.append("inc_0", "inc_0-0", SMALL);
        await().until(() -> fixture.unpublished() == 0);
        kafka.stop();

        for (int i = 1; i <= 30; i++) {
            fixture.append("inc_" + (i % 3), "inc_" + (i % 3) + "-" + i, SMALL);
        }
        await().pollDelay(Duration.ofSeconds(12)).until(() -> fixture.unpublished() == 30);
        kafka.start();

        await().until(() -> fixture.unpublished() == 0);
        Map<String, List<Integer>> order = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : fixture.readTopic(31)) {
            String id = RelayFixture.id(record);
            order.computeIfAbsent(record.key(), k -> new ArrayList<>())
                    .add(Integer.parseInt(id.substring(id.indexOf('-') + 1)));
        }
        order.forEach((key, seen) ->
                assertThat(seen.stream().distinct().toList()).as(key).isSorted());
        assertThat(order.values().stream()
                        .mapToLong(v -> v.stream().distinct().count())
                        .sum())
                .isEqualTo(31);
    }

    @Test
    void a_relay_that_starts_without_kafka_publishes_once_there_is_one() throws Exception {
        kafka.stop();
        fixture.startReplica(NEVER);
        fixture.append("inc_1", "inc_1-1", SMALL);
        await().pollDelay(Duration.ofSeconds(3)).until(() -> fixture.unpublished() == 1);

        kafka.start();

        await().until(() -> fixture.unpublished() == 0);
    }

    @Test
    void an_event_kafka_refuses_holds_up_its_own_incident_only() throws Exception {
        fixture.startReplica(NEVER);
        fixture.append("inc_bad", "inc_bad-1", new byte[Topics.MAX_MESSAGE_BYTES + 1]);
        fixture.append("inc_bad", "inc_bad-2", SMALL);
        fixture.append("inc_good", "inc_good-1", SMALL);

        await().until(() -> fixture.unpublished() == 2);

        assertThat(fixture.readTopic(1)).extracting(RelayFixture::id).containsExactly("inc_good-1");
    }

    @Test
    void an_event_the_broker_refuses_does_not_hold_up_those_sent_with_it() throws Exception {
        kafka.recreateTopic(Topics.STATUS_EVENTS, 1, Map.of("max.message.bytes", "20000"));
        fixture.append("inc_good", "inc_good-1", SMALL);
        fixture.append("inc_bad", "inc_bad-1", new byte[30_000]);
        fixture.append("inc_fine", "inc_fine-1", SMALL);

        fixture.startReplica(NEVER);

        await().until(() -> fixture.unpublished() == 1);
        assertThat(fixture.readTopic(2)).extracting(RelayFixture::id).containsExactly("inc_good-1", "inc_fine-1");
    }

    @Test
    void the_topics_are_made_as_the_contract_says() throws Exception {
        fixture.startReplica(NEVER);
        fixture.append("inc_1", "inc_1-1", SMALL);
        await().until(() -> fixture.unpublished() == 0);

        try (var admin = kafka.admin()) {
            var topics = admin.describeTopics(List.of(Topics.STATUS_EVENTS, Topics.DELIVERY_REPORTS))
                    .allTopicNames()
                    .get();
            assertThat(Objects.requireNonNull(topics.get(Topics.STATUS_EVENTS)).partitions())
                    .hasSize(1);
            var resource = new org.apache.kafka.common.config.ConfigResource(
                    org.apache.kafka.common.config.ConfigResource.Type.TOPIC, Topics.STATUS_EVENTS);
            var config = Objects.requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource));
            assertThat(config.get("cleanup.policy").value()).isEqualTo("compact");
            assertThat(config.get("max.message.bytes").value()).isEqualTo("8388608");
            assertThat(Duration.ofMillis(
                            Long.parseLong(config.get("min.compaction.lag.ms").value())))
                    .isEqualTo(Duration.ofDays(30));
        }
    }
}
