package org.incidentcomms.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.Test;

/** Deliveries recorded as a row each, before they became bits of their chunk. */
class DeliveredBitsMigrationIT {

    @Test
    void every_outcome_recorded_before_is_known_afterwards() throws SQLException {
        EmbeddedPostgresServer postgres = SharedServers.postgres();
        postgres.start();
        postgres.dropDatabase("bits_migration");
        postgres.createDatabase("bits_migration");
        try (var dataSource = postgres.dataSource("bits_migration");
                var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            Flyway.configure()
                    .dataSource(dataSource)
                    .locations("db/kit")
                    .target("5")
                    .load()
                    .migrate();
            statement.execute("""
                    insert into inbox (event_id, type, accepted_at, disposition, value)
                    values ('e', 'incident.opened', now(), 'planned', '')""");
            statement.execute("""
                    insert into plan (event_id, destination, incident_id, version, lane, state, chunk_size, total, accepted_at)
                    values ('e', 'email', 'inc', 1, 1, 'active', 10, 30, now())""");
            statement.execute("""
                    insert into chunk (plan_id, number, destination, lane)
                    select id, n, destination, lane from plan cross join generate_series(0, 2) n""");
            statement.execute("""
                    insert into outcome (plan_id, recipient, code)
                    select id, recipient, code from plan cross join
                    (values (1, 1), (10, 1), (11, 1), (12, 110), (30, 201)) o (recipient, code)""");

            Flyway.configure().dataSource(dataSource).locations("db/kit").load().migrate();

            List<String> outcomes = new ArrayList<>();
            try (var rows = statement.executeQuery("select recipient, code from recipient_outcome order by 1")) {
                while (rows.next()) {
                    outcomes.add(rows.getString(1) + " " + rows.getString(2));
                }
            }
            assertThat(outcomes).containsExactly("1 1", "10 1", "11 1", "12 110", "30 201");
        }
    }
}
