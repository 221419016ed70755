package org.incidentcomms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.incidentcomms.kit.ledger.ClaimStore;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.LedgerClock;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * After an outage thousands of plans wait beside a year of finished ones, in tables whose statistics may still tell of
 * none. A claim that reads them all takes the processor from everybody else just when there is most to do.
 */
class ClaimCostIT {
    private static final int FINISHED = 20_000;
    private static final int WAITING = 5_000;
    private static final int CLAIMS = 50;
    private static final int ROWS_PER_CLAIM = 200;
    private static final String FLUSH_STATISTICS = "select pg_stat_force_next_flush()";

    private static EmbeddedPostgresServer postgres;
    private static DataSource dataSource;

    @BeforeAll
    static void aLongHistoryAndAnOutage() throws SQLException {
        postgres = EmbeddedPostgresServer.fastForTests();
        postgres.createDatabase("ledger");
        dataSource = postgres.dataSource("ledger");
        Flyway.configure().dataSource(dataSource).locations("db/kit").load().migrate();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : new String[] {"inbox", "plan", "chunk", "open_delivery"}) {
                statement.execute("alter table " + table + " set (autovacuum_enabled = false)");
            }
            statement.execute("""
                    insert into inbox (event_id, type, accepted_at, disposition, value)
                    select 'e' || i, 'incident.updated', now(), 'planned', ''
                    from generate_series(1, %1$d) i""".formatted(FINISHED + WAITING));
            // two events of each incident, the second of which waits for the first
            statement.execute("""
                    insert into plan (event_id, destination, incident_id, version, lane, state, chunk_size, total,
                        accepted_at)
                    select 'e' || i, 'email', 'inc' || i / 2, 1 + i %% 2, i / 2 %% 3,
                        case when i <= %1$d then 'done' else 'active' end, 200, 1, now()
                    from generate_series(1, %2$d) i""".formatted(FINISHED, FINISHED + WAITING));
            statement.execute("""
                    insert into chunk (plan_id, number, destination, lane, state, delivered)
                    select id, 0, destination, lane, case when state = 'done' then 2 else 0 end,
                        repeat('0', chunk_size)::bit varying from plan""");
            statement.execute("""
                    insert into open_delivery (plan_id, recipient, destination, lane, state, next_at)
                    select id, 1, destination, lane, 1, now() - interval '1 h' + id * interval '1 ms' from plan where state = 'active'""");
            statement.execute(FLUSH_STATISTICS);
        }
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void a_claim_reads_few_rows_however_many_plans_wait_or_are_finished() throws SQLException {
        assertThat(rowsReadPerClaim(claims -> connection ->
                        claims.claimChunk(connection, Lane.HOUSEKEEPING).isPresent()))
                .isLessThan(ROWS_PER_CLAIM);
    }

    @Test
    void a_claim_of_a_retry_reads_few_rows_too() throws SQLException {
        assertThat(rowsReadPerClaim(claims -> connection ->
                        claims.claimOpen(connection, Lane.HOUSEKEEPING).isPresent()))
                .isLessThan(ROWS_PER_CLAIM);
    }

    private interface Claiming {
        boolean claim(Connection connection) throws SQLException;
    }

    private static long rowsReadPerClaim(java.util.function.Function<ClaimStore, Claiming> claiming)
            throws SQLException {
        Claiming claim =
                claiming.apply(new ClaimStore("email", UUID.randomUUID(), Duration.ofMinutes(1), LedgerClock.DATABASE));
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            long before = rowsRead();
            for (int i = 0; i < CLAIMS; i++) {
                assertThat(claim.claim(connection)).isTrue();
                connection.commit();
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute(FLUSH_STATISTICS);
            }
            connection.commit();
            return (rowsRead() - before) / CLAIMS;
        }
    }

    private static long rowsRead() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) from pg_stat_user_tables")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
