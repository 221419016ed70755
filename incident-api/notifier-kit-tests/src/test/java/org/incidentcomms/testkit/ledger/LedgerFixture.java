package org.incidentcomms.testkit.ledger;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.feed.Planner;
import org.incidentcomms.kit.ledger.InterventionStore;
import org.incidentcomms.kit.ledger.Lease;
import org.incidentcomms.kit.ledger.LedgerClock;
import org.incidentcomms.kit.ledger.Transactions;
import org.incidentcomms.kit.worker.DeliverySteps;
import org.incidentcomms.kit.worker.RetryPolicy;
import org.incidentcomms.kit.worker.WorkSignal;
import org.incidentcomms.kit.worker.WorkerRuntime;
import org.incidentcomms.testkit.quarkus.SharedServers;

/** An empty ledger, a clock that a test moves, and the kit's steps, called on the test's thread: outcomes are written at once. */
final class LedgerFixture implements AutoCloseable {
    private static final RetryPolicy POLICY =
            new RetryPolicy(Duration.ofSeconds(5), Duration.ofMinutes(1), 3, Duration.ofHours(24));
    private static final AtomicInteger DATABASES = new AtomicInteger();
    /** Far more than any fault of a test needs; without an end a lost database would spin for ever. */
    private static final int MOST_ATTEMPTS = 10_000;

    /** Of this fixture alone: classes of tests run side by side. */
    private final String database = "ledger_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();

    private final Instant start = Instant.parse("2026-11-28T12:00:00Z");
    private final AtomicReference<Instant> now = new AtomicReference<>(start);
    private final EventCodec codec = new EventCodec();
    private final AgroalDataSource dataSource;
    final MeterRegistry registry = new SimpleMeterRegistry();
    final LedgerClock ledgerClock = now::get;
    final Transactions transactions;

    LedgerFixture() {
        SharedServers.postgres().createDatabase(database);
        dataSource = SharedServers.postgres().dataSource(database);
        Flyway.configure().dataSource(dataSource).locations("db/kit").load().migrate();
        transactions = new Transactions(dataSource);
    }

    void pass(Duration duration) {
        now.updateAndGet(before -> before.plus(duration));
    }

    Instant now() {
        return now.get();
    }

    DataSource dataSource() {
        return dataSource;
    }

    /** Takes these events in, accepted now. */
    void plan(Channel<?> channel, PublishedEvent... events) {
        Planner planner = new Planner(List.of(channel), codec, ledgerClock, Clock.systemUTC(), Duration.ofHours(1));
        for (PublishedEvent event : events) {
            PublishedEvent accepted = PublishedEvent.of(event.data(), now(), null);
            transactions.run(connection ->
                    planner.take(connection, start, codec.headers(accepted), codec.encode(accepted.data())));
        }
    }

    /** A process that delivers to {@code channel}. */
    <R extends org.incidentcomms.kit.channel.Recipient> DeliverySteps<R> process(Channel<R> channel) {
        return process(channel, transactions);
    }

    <R extends org.incidentcomms.kit.channel.Recipient> DeliverySteps<R> process(
            Channel<R> channel, Transactions ledger) {
        AtomicReference<DeliverySteps<R>> self = new AtomicReference<>();
        WorkerRuntime runtime = new WorkerRuntime(
                new MovedClock(),
                ledgerClock,
                () -> Duration.between(start, now()).toNanos(),
                () -> Long.MIN_VALUE,
                written -> {
                    for (int attempt = 0; !written.isDone(); attempt++) {
                        if (attempt == MOST_ATTEMPTS) {
                            throw new IllegalStateException("the ledger takes no outcome");
                        }
                        boolean unused = self.get().outcomes().writeBatch();
                    }
                    return written.join();
                });
        self.set(new DeliverySteps<>(channel, ledger, codec, POLICY, registry, runtime, new WorkSignal()));
        return self.get();
    }

    /** What housekeeping does once a day has passed. */
    List<String> expire(String destination) {
        return transactions.inTransaction(connection ->
                new InterventionStore(ledgerClock).expire(connection, destination, now().minus(POLICY.giveUpAfter())));
    }

    /** The lease of the only chunk, whoever holds it. */
    Lease chunkLease() {
        String[] row =
                rows("select plan_id, number, lease_no from chunk").getFirst().split(" ", -1);
        return new Lease(Lease.Kind.CHUNK, Long.parseLong(row[0]), Long.parseLong(row[1]), Long.parseLong(row[2]));
    }

    /** The rows of {@code sql}, their columns joined by a blank. */
    List<String> rows(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(rows.getString(i));
                }
                found.add(String.join(" ", columns));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        dataSource.close();
        SharedServers.postgres().dropDatabase(database);
    }

    private final class MovedClock extends Clock {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
