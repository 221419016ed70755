package org.incidentcomms.api;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.incidentcomms.testkit.Patience;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Every class of tests finds the service as if it had just been installed, although one start of it serves them all: to
 * start it for each took most of their time. Found by JUnit itself.
 */
public final class EmptyDatabase implements BeforeAllCallback {
    private static final String DATABASE = "incident_api";
    private static final String EMPTIED = """
            do $$ begin execute (
                select 'truncate ' || string_agg(quote_ident(tablename), ', ') from pg_tables
                where schemaname = 'public' and tablename <> 'flyway_schema_history');
            end $$""";

    @Override
    public void beforeAll(ExtensionContext context) {
        if (context.getRequiredTestClass().isAnnotationPresent(QuarkusTest.class)) {
            // What the service does by itself may be in the way for a moment.
            Patience.await().ignoreExceptions().until(EmptyDatabase::empty);
        }
    }

    private static boolean empty() throws SQLException {
        EmbeddedPostgresServer postgres = SharedServers.postgres();
        try (Connection server = connection(postgres, "postgres");
                Statement statement = server.createStatement();
                var found = statement.executeQuery("select from pg_database where datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                return true; // the service is about to be started for the first time, and will make it
            }
        }
        try (Connection connection = connection(postgres, DATABASE);
                Statement statement = connection.createStatement()) {
            return !statement.execute(EMPTIED);
        }
    }

    private static Connection connection(EmbeddedPostgresServer postgres, String database) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(database), EmbeddedPostgresServer.USER, "");
    }
}
