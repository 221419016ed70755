package org.incidentcomms.api.outbox;

import static org.incidentcomms.testkit.Patience.await;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.flywaydb.core.Flyway;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.events.Topics;
import org.incidentcomms.service.kafka.KafkaConnection;
import org.incidentcomms.testkit.kafka.EmbeddedKafka;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;

/** Relays without the rest of the service, as many as a test wants, on one database and one broker. */
final class RelayFixture implements AutoCloseable {
    /** One replica's relay with all its parts. */
    record Replica(OutboxRelay relay, RelayGauges gauges) {
        boolean leads() {
            return gauges.leads();
        }

        void stop() {
            relay.stop(new ShutdownEvent());
        }
    }

    record Settings(
            Duration keep,
            Duration leaderSilentAfter,
            String transactionalId,
            int inFlight,
            int inFlightBytes,
            short replicationFactor)
            implements OutboxConfig {}

    private final EmbeddedKafka kafka;
    private final EmbeddedPostgresServer postgres;
    private final String database;
    private final AgroalDataSource dataSource;
    private final List<Replica> replicas = new ArrayList<>();

    RelayFixture(EmbeddedKafka kafka, EmbeddedPostgresServer postgres, String database) {
        this.kafka = kafka;
        this.postgres = postgres;
        this.database = database;
        postgres.dropDatabase(database);
        postgres.createDatabase(database);
        dataSource = postgres.dataSource(database);
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/api")
                .load()
                .migrate();
    }

    Replica startReplica(Duration leaderSilentAfter) {
        return startReplica(leaderSilentAfter, UnaryOperator.identity());
    }

    /** {@code probe} is given each producer the replica makes, and gives back the one it is to use. */
    Replica startReplica(Duration leaderSilentAfter, UnaryOperator<Producer<String, byte[]>> probe) {
        KafkaConnection settings = kafkaSettings();
        OutboxConfig config = config(leaderSilentAfter);
        RelayGauges gauges = gauges();
        OutboxRelay relay = new OutboxRelay(
                dataSource,
                documents(),
                sender(settings, config, probe),
                new TopicProvisioner(settings, config),
                gauges,
                new RelayWakeup(new TransactionSynchronizationRegistryImple()),
                config,
                Clock.systemUTC());
        Replica replica = new Replica(relay, gauges);
        relay.start(new StartupEvent());
        replicas.add(replica);
        return replica;
    }

    /** A session of the kind the relay has. */
    RelaySessionStore session() {
        return RelaySessionStore.open(dataSource, documents());
    }

    /** What a leader does, without its thread. */
    RelayLead lead(RelaySessionStore session, UnaryOperator<Producer<String, byte[]>> probe) {
        OutboxConfig config = config(Duration.ofHours(1));
        return new RelayLead(session, sender(kafkaSettings(), config, probe), gauges(), config, Clock.systemUTC());
    }

    private static EventSender sender(
            KafkaConnection settings, OutboxConfig config, UnaryOperator<Producer<String, byte[]>> probe) {
        return new EventSender(
                settings,
                config,
                properties -> probe.apply(
                        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())));
    }

    private KafkaConnection kafkaSettings() {
        return new KafkaConnection(kafka.bootstrapServers());
    }

    private static OutboxConfig config(Duration leaderSilentAfter) {
        return new Settings(Duration.ofDays(7), leaderSilentAfter, "relay-test", 200, 16 << 20, (short) 1);
    }

    private static RelayGauges gauges() {
        return new RelayGauges(new SimpleMeterRegistry(), Clock.systemUTC());
    }

    private static JsonColumns documents() {
        return new JsonColumns(new ObjectMapper());
    }

    /** Id of the event. */
    static String id(ConsumerRecord<String, byte[]> record) {
        return new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
    }

    /** The committed events in the log, once there are so many. */
    List<ConsumerRecord<String, byte[]>> readTopic(int atLeast) {
        List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition only = new TopicPartition(Topics.STATUS_EVENTS, 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            await().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(read::add);
                return read.size() >= atLeast
                        && consumer.poll(Duration.ofMillis(300)).isEmpty();
            });
        }
        return read;
    }

    /** As a database does that takes the leader for gone. */
    void endLeadersSession() throws SQLException {
        try (Connection connection = connectAlone();
                var statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'"
                    + " and database = (select oid from pg_database where datname = current_database())");
        }
    }

    Connection connect() throws SQLException {
        return dataSource.getConnection();
    }

    /** A connection no pool gets back. */
    Connection connectAlone() throws SQLException {
        return java.sql.DriverManager.getConnection(postgres.jdbcUrl(database), EmbeddedPostgresServer.USER, "");
    }

    /** Commits an event as a use case does: the aggregate's row is locked before the sequence is drawn. */
    void append(String key, String eventId, byte[] value) throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            insert(connection, key, eventId, value);
            connection.commit();
        }
    }

    static void insert(Connection connection, String key, String eventId, byte[] value) throws SQLException {
        try (var statement = connection.prepareStatement("""
                with added as (
                    insert into outbox (event_id, key, headers, value)
                    values (?, ?, jsonb_build_object('ce_id', ?::text), ?) returning seq)
                select pg_notify('outbox', '') from added""")) {
            statement.setString(1, eventId);
            statement.setString(2, key);
            statement.setString(3, eventId);
            statement.setBytes(4, value);
            statement.execute();
        }
    }

    long unpublished() throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from outbox where published_at is null")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        replicas.forEach(Replica::stop);
        dataSource.close();
        postgres.dropDatabase(database);
    }
}
