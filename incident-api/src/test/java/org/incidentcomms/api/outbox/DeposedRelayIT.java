package org.incidentcomms.api.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.incidentcomms.api.outbox.ProducerProbe.Point;
import org.incidentcomms.api.outbox.RelayLead.Next;
import org.incidentcomms.events.Topics;
import org.incidentcomms.service.storage.StorageException;
import org.incidentcomms.testkit.kafka.EmbeddedKafka;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A leader loses its session in the middle of a round, another leads, and the first goes on: whatever either was doing at
 * that moment, nobody reads an older version of an incident behind a newer one.
 *
 * <p>{@code -Drelay.rounds=1000} tries more moments; {@code -Drelay.seed=…} begins with that one.
 */
class DeposedRelayIT {
    private static final int ROUNDS = Integer.getInteger("relay.rounds", 12);
    private static final int FIRST_SEED = Integer.getInteger("relay.seed", 1);
    private static final List<Point> POINTS = points();

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private RelayFixture fixture;
    private Reader reader;

    @BeforeEach
    void start() {
        EmbeddedKafka kafka = SharedServers.kafka();
        kafka.recreateTopic(Topics.STATUS_EVENTS, 1, Map.of());
        fixture = new RelayFixture(kafka, SharedServers.postgres(), "deposed");
        reader = new Reader(kafka);
    }

    @AfterEach
    void stop() {
        pool.shutdownNow();
        reader.close();
        fixture.close();
    }

    @Test
    void a_relay_that_was_replaced_publishes_nothing_behind_its_successor() throws Exception {
        for (int seed = FIRST_SEED; seed < FIRST_SEED + ROUNDS; seed++) {
            replace(seed);
        }
    }

    private void replace(int seed) throws Exception {
        // With Random, seeds beside each other would all choose the same point.
        SplittableRandom random = new SplittableRandom(seed);
        ProducerGate gate = new ProducerGate(POINTS.get(random.nextInt(POINTS.size())));
        Point release = POINTS.get(random.nextInt(POINTS.size()));
        AtomicInteger passesLeft = new AtomicInteger(random.nextInt(4));
        Runnable releaser = () -> {
            if (passesLeft.getAndDecrement() == 0) {
                gate.open();
            }
        };
        List<String> keys = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(key -> "inc_" + seed + "_" + key)
                .toList();
        append(keys, 1);

        RelaySessionStore session = fixture.session();
        awaitLead(session);
        Future<?> deposed = pool.submit(() -> leadAsTheFirst(session, gate));
        gate.awaitReached();
        fixture.endLeadersSession();
        append(keys, 2);
        leadUntilAllIsPublished(ProducerProbe.at(release, releaser));
        gate.open();
        deposed.get();

        reader.read(keys, 2);
        reader.versions.forEach((key, versions) ->
                assertThat(versions).as("seed %d, %s", seed, key).startsWith(1).isSorted());
    }

    private void append(List<String> keys, int version) throws SQLException {
        for (String key : keys) {
            fixture.append(key, key + "-" + version, Integer.toString(version).getBytes(UTF_8));
        }
    }

    /** Goes on for as long as a relay would. */
    private void leadAsTheFirst(RelaySessionStore session, ProducerGate gate) {
        try (session;
                RelayLead lead = fixture.lead(session, gate::guard)) {
            while (lead.round() == Next.GO_ON) {
                // the round under way is the one it was replaced in, or it begins another one
            }
        } catch (StorageException | AssertionError e) {
            // its session is gone: a relay ends its lead
        }
    }

    private void leadUntilAllIsPublished(ProducerProbe probe) throws SQLException {
        while (fixture.unpublished() > 0) {
            try (RelaySessionStore session = fixture.session()) {
                awaitLead(session);
                try (RelayLead lead = fixture.lead(session, probe::on)) {
                    while (fixture.unpublished() > 0 && lead.round() != Next.STEP_DOWN) {
                        // next round
                    }
                }
            }
        }
    }

    /** The session that was ended gives the lock back a moment later. */
    private static void awaitLead(RelaySessionStore session) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(session::tryLead);
    }

    private static List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (String method : List.of("initTransactions", "beginTransaction", "send", "commitTransaction")) {
            points.add(new Point(method, true));
            points.add(new Point(method, false));
        }
        return points;
    }

    /** Goes on where it stopped, and keeps all that it has read. */
    private static final class Reader implements AutoCloseable {
        /** By key, in the order of the log. */
        private final Map<String, List<Integer>> versions = new HashMap<>();

        private final TopicPartition only = new TopicPartition(Topics.STATUS_EVENTS, 0);
        private final KafkaConsumer<String, byte[]> consumer;

        Reader(EmbeddedKafka kafka) {
            consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                    new StringDeserializer(),
                    new ByteArrayDeserializer());
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
        }

        /** To the log's end, when each of the keys has this version: a commit returns before readers see it. */
        void read(List<String> keys, int version) {
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(() -> {
                poll();
                return keys.stream()
                        .allMatch(key -> versions.getOrDefault(key, List.of()).contains(version));
            });
            long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
            while (consumer.position(only) < end) {
                poll();
            }
        }

        private void poll() {
            consumer.poll(Duration.ofMillis(100))
                    .forEach(record -> versions.computeIfAbsent(record.key(), key -> new ArrayList<>())
                            .add(Integer.parseInt(new String(record.value(), UTF_8))));
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
