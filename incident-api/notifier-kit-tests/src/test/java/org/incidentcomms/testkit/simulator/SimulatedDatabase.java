package org.incidentcomms.testkit.simulator;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;

/** The ledger of the simulations of one thread, emptied between them; its connections stay. */
final class SimulatedDatabase implements AutoCloseable {
    private static final String TABLES =
            "outcome, open_delivery, chunk, plan, inbox, channel_state, dead_letter, first_start";

    private final String url;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final List<Connection> all = new ArrayList<>();

    SimulatedDatabase(EmbeddedPostgresServer postgres, String name) {
        postgres.createDatabase(name);
        url = postgres.jdbcUrl(name) + "?user=" + EmbeddedPostgresServer.USER + "&prepareThreshold=1";
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("db/kit")
                .load()
                .migrate();
    }

    /** Truncated, not deleted from: rows that are equal in an index are found as they lie on the disk. */
    void reset() throws SQLException {
        Connection connection = borrow();
        try (Statement statement = connection.createStatement()) {
            statement.execute("truncate " + TABLES);
        } finally {
            giveBack(connection);
        }
    }

    Connection borrow() throws SQLException {
        Connection connection = idle.poll();
        if (connection == null) {
            connection = DriverManager.getConnection(url);
            all.add(connection);
        }
        return connection;
    }

    void giveBack(Connection connection) {
        idle.push(connection);
    }

    /** The rows of a query, each as a list of its columns. */
    List<List<Object>> query(String sql) throws SQLException {
        Connection connection = borrow();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<Object>> found = new ArrayList<>();
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getObject(i));
                }
                found.add(row);
            }
            return found;
        } finally {
            giveBack(connection);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : all) {
            connection.close();
        }
    }
}
