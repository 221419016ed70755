package org.incidentcomms.api.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.incidentcomms.service.digest.Sha256;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.Test;

/** Slugs that were given away before only their digests were kept. */
class SlugMigrationIT {

    @Test
    void what_was_given_away_before_is_known_again_and_not_readable() throws SQLException {
        EmbeddedPostgresServer postgres = SharedServers.postgres();
        postgres.start();
        postgres.dropDatabase("slug_migration");
        postgres.createDatabase("slug_migration");
        try (var dataSource = postgres.dataSource("slug_migration");
                var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            Flyway flyway = Flyway.configure()
                    .dataSource(dataSource)
                    .locations("classpath:db/api")
                    .target("6")
                    .load();
            flyway.migrate();
            statement.execute("insert into slug values ('incidents', 'slow-log-in-2', 'slow-log-in', 2)");

            Flyway.configure()
                    .configuration(flyway.getConfiguration())
                    .target("8")
                    .load()
                    .migrate();

            try (var row = statement.executeQuery("select slug, base, number from slug")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString("slug")).isEqualTo(Sha256.hex("slow-log-in-2"));
                assertThat(row.getString("base")).isEqualTo(Sha256.hex("slow-log-in"));
                assertThat(row.getInt("number")).isEqualTo(2);
                assertThat(row.next()).isFalse();
            }
        }
    }
}
