package org.incidentcomms.api.maintenance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;

/** Connections of the service under test, seen from the database by one that stays: a transaction is over in milliseconds. */
public final class ServiceConnections implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement kill;

    public ServiceConnections() throws SQLException {
        connection = DriverManager.getConnection(
                SharedServers.postgres().jdbcUrl("incident_api"), EmbeddedPostgresServer.USER, "");
        kill = connection.prepareStatement("""
                select count(pg_terminate_backend(pid)) from (
                    select pid from pg_stat_activity where application_name = 'incident-api'
                    and backend_xid is not null and pid <> pg_backend_pid()
                    and pid not in (select pid from pg_locks where locktype = 'advisory') limit 1) one""");
    }

    /**
     * Ends one transaction that has written something; how many there were, 0 or 1. Not the relay's, which holds an advisory
     * lock: ended between the broker's acknowledgement and the mark in the outbox, it sends an event twice, as it may.
     */
    public int killOneInTransaction() throws SQLException {
        try (var row = kill.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
