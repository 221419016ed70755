package org.incidentcomms.api;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Row locks of incidents. */
public final class IncidentLocks {
    private IncidentLocks() {}

    /** Locks the incident's row until the transaction ends, as a call that changes it does. */
    public static void take(Connection connection, String id) throws SQLException {
        try (var statement = connection.prepareStatement("select id from incident where id = ? for update")) {
            statement.setString(1, id);
            statement.executeQuery().next();
        }
    }

    /** Ends the sessions that wait for a lock of this connection, as if their replicas had been killed. */
    public static void killWaiting(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_stat_clear_snapshot()");
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pg_backend_pid() = any (pg_blocking_pids(pid))");
        }
    }

    /** How many connections wait for a lock. */
    public static int waiting(DataSource dataSource) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var count = statement.executeQuery(
                        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type"
                                + " = 'Lock'")) {
            count.next();
            return count.getInt(1);
        }
    }
}
