package org.incidentcomms.api.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.Test;

/** The history of components that were there before it was kept. */
class HistoryMigrationIT {

    @Test
    void what_trail_and_incidents_know_becomes_history() throws SQLException {
        EmbeddedPostgresServer postgres = SharedServers.postgres();
        postgres.start();
        postgres.dropDatabase("history_migration");
        postgres.createDatabase("history_migration");
        try (var dataSource = postgres.dataSource("history_migration")) {
            migrate(dataSource, "4.1");
            run(dataSource, """
                    insert into component values
                        ('web', 4, 'Web', null, null, 0, 'operational', '2026-02-01 00:00Z', '2026-02-03 00:00Z'),
                        ('old', 1, 'Old', null, null, 0, 'operational', '2026-01-01 00:00Z', '2026-01-01 00:00Z')""");
            run(dataSource, """
                    insert into audit (at, actor, address, action, resource_id, version, before, after) values
                        ('2026-02-01 00:00Z', 'a', 'b', 'component.changed', 'web', 1, null,
                            '{"name": "Web", "status": "degraded_performance"}'),
                        ('2026-02-01 06:00Z', 'a', 'b', 'component.changed', 'web', 2,
                            '{"name": "Web", "status": "degraded_performance"}', '{"name": "W", "status": "degraded_performance"}'),
                        ('2026-02-03 00:00Z', 'a', 'b', 'component.changed', 'web', 4,
                            '{"name": "W", "status": "major_outage"}', '{"name": "W", "status": "operational"}')""");
            run(dataSource, """
                    insert into incident values ('inc', 'incident', 1, 'resolved', false, now(), now(), '{"updates": [
                        {"posted_at": "2026-02-02T12:00:00Z", "components": [
                            {"id": "web", "old_status": "degraded_performance", "new_status": "major_outage"},
                            {"id": "gone", "old_status": "operational", "new_status": "major_outage"}]},
                        {"posted_at": "2026-02-02T13:00:00Z", "components": [
                            {"id": "web", "old_status": "major_outage", "new_status": "major_outage"}]},
                        {"posted_at": "2026-02-02T14:00:00Z"}]}', '{}')""");

            migrate(dataSource, "5");

            assertThat(history(dataSource))
                    .containsExactly(
                            "old operational 2026-01-01 00:00",
                            "web degraded_performance 2026-02-01 00:00",
                            "web major_outage 2026-02-02 12:00",
                            "web operational 2026-02-03 00:00");
        }
    }

    private static void migrate(DataSource dataSource, String target) {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/api")
                .target(target)
                .load()
                .migrate();
    }

    private static void run(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> history(DataSource dataSource) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select component_id || ' ' || status || ' ' || to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI')
                        from component_state_change order by component_id, seq""")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
