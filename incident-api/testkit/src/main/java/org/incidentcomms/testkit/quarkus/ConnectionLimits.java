package org.incidentcomms.testkit.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;

/** Checks that time-outs on database connections limit how long a service, or others, can be blocked. */
public final class ConnectionLimits {
    private static final String DRIVER = "quarkus.datasource.jdbc.additional-jdbc-properties.";

    private ConnectionLimits() {}

    /** Fails unless a lost database or a lost replica is detected within seconds; {@code idle} inside a transaction. */
    public static void assertSet(DataSource dataSource, Duration idle) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(connection.getNetworkTimeout()).as("socketTimeout").isEqualTo(10_000);
            assertThat(shown(statement, "lock_timeout")).isEqualTo("7s");
            assertThat(shown(statement, "idle_in_transaction_session_timeout")).isEqualTo(idle.toSeconds() + "s");
        }
        assertThat(ConfigProvider.getConfig().getValue(DRIVER + "tcpKeepAlive", Boolean.class))
                .as("tcpKeepAlive")
                .isTrue();
        assertThat(ConfigProvider.getConfig().getValue(DRIVER + "connectTimeout", Integer.class))
                .as("connectTimeout")
                .isEqualTo(2);
    }

    /** Fails unless a migration may take long, while it still waits for locks no longer than others. */
    public static void assertLongForMigrations(Flyway flyway) throws SQLException {
        try (Connection connection = flyway.getConfiguration().getDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(connection.getNetworkTimeout()).as("socketTimeout").isEqualTo(3_600_000);
            assertThat(shown(statement, "lock_timeout")).isEqualTo("7s");
            assertThat(shown(statement, "idle_in_transaction_session_timeout")).isEqualTo("1h");
        }
    }

    private static String shown(Statement statement, String setting) throws SQLException {
        try (ResultSet rows = statement.executeQuery("show " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
