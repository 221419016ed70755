package org.incidentcomms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.incidentcomms.kit.ledger.DeadLetterStore;
import org.incidentcomms.kit.ledger.InboxStore;
import org.incidentcomms.kit.ledger.InterventionStore;
import org.incidentcomms.kit.ledger.LedgerClock;
import org.incidentcomms.kit.ledger.PlanStore;
import org.incidentcomms.kit.ledger.PruneStore;
import org.incidentcomms.kit.ledger.ReportStore;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What each replica asks again and again costs the same after years as on the first day. */
class HousekeepingCostIT {
    private static final int EVENTS = 10_000;
    private static final int RECIPIENTS = 20;
    private static final int ROWS_PER_QUERY = 20;
    private static final String FLUSH_STATISTICS = "select pg_stat_force_next_flush()";

    private static EmbeddedPostgresServer postgres;
    private static DataSource dataSource;

    private interface Query {
        Object ask(Connection connection) throws SQLException;
    }

    @BeforeAll
    static void aLongHistory() throws SQLException {
        postgres = EmbeddedPostgresServer.fastForTests();
        postgres.createDatabase("ledger");
        dataSource = postgres.dataSource("ledger");
        Flyway.configure().dataSource(dataSource).locations("db/kit").load().migrate();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into inbox (event_id, type, subject, accepted_at, received_at, disposition, value)
                    select 'e' || i, case i %% 100 when 0 then 'incident.withdrawn' else 'incident.updated' end,
                        'inc' || i, now() - interval '89 days', now() - interval '89 days', 'planned',
                        case i %% 100 when 0 then ''::bytea else 'text'::bytea end
                    from generate_series(1, %d) i""".formatted(EVENTS));
            statement.execute("""
                    insert into plan (event_id, destination, incident_id, version, lane, state, chunk_size, total,
                        delivered, accepted_at, reported_revision)
                    select 'e' || i, 'email', 'inc' || i, 1, i %% 3, 'done', 10, %2$d, %2$d,
                        now() - interval '89 days', 1
                    from generate_series(1, %1$d) i""".formatted(EVENTS, RECIPIENTS));
            statement.execute("""
                    insert into chunk (plan_id, number, destination, lane, state, delivered)
                    select id, n, destination, lane, 2, repeat('0', chunk_size)::bit varying from plan cross join generate_series(0, 1) n""");
            statement.execute("""
                    insert into outcome (plan_id, recipient, code)
                    select id, n, 1 from plan cross join generate_series(1, %d) n""".formatted(RECIPIENTS));
            statement.execute("""
                    insert into dead_letter (at, kind, event_id, destination, recipient, reason)
                    select now() - interval '80 days', 'delivery', 'e1', 'email', n, 'gave_up'
                    from generate_series(1, 2000) n""");
            // of one that was withdrawn just now, the texts are still there
            statement.execute("""
                    update inbox set type = 'incident.withdrawn', received_at = now() - interval '2 minutes'
                    where event_id = 'e7'""");
            statement.execute(FLUSH_STATISTICS);
        }
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void what_is_asked_every_few_seconds_reads_nothing_of_the_past() throws SQLException {
        Instant dayAgo = Instant.now().minus(Duration.ofHours(24));
        Instant longAgo = Instant.now().minus(Duration.ofDays(90));
        InboxStore inbox = new InboxStore(LedgerClock.DATABASE);
        DeadLetterStore deadLetters = new DeadLetterStore(LedgerClock.DATABASE);
        PruneStore prunes = new PruneStore();
        Map<String, Query> queries = new LinkedHashMap<>();
        queries.put(
                "expire",
                connection -> new InterventionStore(LedgerClock.DATABASE).expire(connection, "email", dayAgo));
        queries.put("oldest", connection -> new PlanStore(LedgerClock.DATABASE).oldest(connection, "email"));
        queries.put("before start", inbox::countBeforeStart);
        queries.put("poison", connection -> deadLetters.count(connection, "poison"));
        // what was given up is counted as it is, at most that of 90 days
        queries.put("forget", connection -> inbox.forgetWithdrawn(connection, Duration.ofMinutes(1)));
        queries.put("prune plans", connection -> prunes.prunePlans(connection, longAgo));
        queries.put("prune letters", connection -> prunes.pruneDeadLetters(connection, longAgo));
        queries.put("dirty", connection -> new ReportStore().dirty(connection, 200));
        Map<String, Long> expensive = new LinkedHashMap<>();
        for (Map.Entry<String, Query> query : queries.entrySet()) {
            long read = rowsRead(query.getValue());
            if (read > ROWS_PER_QUERY) {
                expensive.put(query.getKey(), read);
            }
        }

        assertThat(expensive).isEmpty();
    }

    private static long rowsRead(Query query) throws SQLException {
        long before = rowsRead();
        try (Connection connection = dataSource.getConnection()) {
            Object unused = query.ask(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute(FLUSH_STATISTICS);
            }
        }
        return rowsRead() - before;
    }

    private static long rowsRead() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) from"
                                + " pg_stat_user_tables")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
