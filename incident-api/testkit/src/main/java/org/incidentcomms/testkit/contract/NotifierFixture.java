package org.incidentcomms.testkit.contract;

import static org.incidentcomms.testkit.Patience.await;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.log.KafkaSettings;
import org.incidentcomms.kit.notifier.Notifier;
import org.incidentcomms.kit.notifier.NotifierSettings;
import org.incidentcomms.kit.report.ReportPublisher;
import org.incidentcomms.kit.worker.RetryPolicy;
import org.incidentcomms.testkit.fixtures.StatusEventsTopic;
import org.incidentcomms.testkit.kafka.EmbeddedKafka;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;

/**
 * A new topic and a new database, and any number of notifiers on them; closing the fixture closes them all. Several rigs
 * may be open at the same time: they share the database server, but each has its own broker, because topic names are
 * fixed.
 */
public final class NotifierFixture implements AutoCloseable {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Deque<Integer> FREE_BROKERS = new ConcurrentLinkedDeque<>();
    private static final AtomicInteger BROKERS = new AtomicInteger();

    private final List<AutoCloseable> closing = new ArrayList<>();
    private final EmbeddedPostgresServer postgres = SharedServers.postgres();
    private final int brokerNumber;
    private final EmbeddedKafka broker;
    private final String database = "rig_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final StatusEventsTopic topic;
    private final AgroalDataSource dataSource;

    /**
     * @param migrations the channel's own locations, in addition to the kit's
     */
    public NotifierFixture(List<String> migrations) {
        Integer free = FREE_BROKERS.poll();
        brokerNumber = free == null ? BROKERS.incrementAndGet() : free;
        broker = SharedServers.kafka(brokerNumber);
        topic = StatusEventsTopic.fresh(broker);
        closing.add(topic);
        postgres.createDatabase(database);
        dataSource = postgres.dataSource(database);
        closing.add(dataSource);
        List<String> locations = new ArrayList<>(List.of("classpath:db/kit"));
        locations.addAll(migrations);
        Flyway.configure()
                .dataSource(dataSource)
                .locations(locations.toArray(String[]::new))
                .load()
                .migrate();
    }

    public StatusEventsTopic topic() {
        return topic;
    }

    /** Settings to reach the fixture's broker. */
    public KafkaSettings kafka() {
        return new KafkaSettings(broker.bootstrapServers(), "fixture");
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** Another connection pool on the same database, which a test can cut off. */
    public AgroalDataSource mortalDataSource() {
        return postgres.dataSource(database);
    }

    /** Starts a notifier with this channel. */
    public Notifier start(Channel<?> channel, RetryPolicy policy) {
        return start(channel, dataSource, policy);
    }

    public Notifier start(Channel<?> channel, DataSource source, RetryPolicy policy) {
        EventCodec codec = new EventCodec();
        KafkaSettings kafka = kafka();
        ReportPublisher publisher = new ReportPublisher(kafka, codec);
        NotifierSettings settings = new NotifierSettings(kafka, database, NotifierSettings.FIRST_START_MAX_AGE, policy);
        Notifier notifier =
                new Notifier(settings, List.of(channel), source, codec, publisher, registry, Clock.systemUTC());
        closing.add(publisher);
        closing.add(notifier);
        notifier.start();
        return notifier;
    }

    /** Waits until the newest report of {@code event} has {@code state}. */
    public DeliveryReport awaitReport(PublishedEvent event, String destination, DeliveryState state) {
        return await("report of " + event.id() + " says " + state)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> topic.reports(destination).get(event.id()),
                        report -> report != null && report.state() == state);
    }

    /** Sum of {@code deliveries} counted with this result. */
    public double counted(String result) {
        return registry.find("deliveries").tag("result", result).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    public MeterRegistry registry() {
        return registry;
    }

    /** Returns the single number selected by {@code sql}. */
    public long count(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            for (AutoCloseable resource : closing.reversed()) {
                resource.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("cannot close the fixture", e);
        }
        postgres.dropDatabase(database);
        FREE_BROKERS.add(brokerNumber);
    }
}
