package org.incidentcomms.api.maintenance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;

/** Connections of the service under test, seen from the database. */
public final class ServiceConnections {
    private ServiceConnections() {}

    /**
     * Ends one transaction that has written something; how many there were, 0 or 1. Not the relay's, which holds an advisory
     * lock: ended between the broker's acknowledgement and the mark in the outbox, it sends an event twice, as it may.
     */
    public static int killOneInTransaction() {
        try (Connection connection = DriverManager.getConnection(
                        SharedServers.postgres().jdbcUrl("incident_api"), EmbeddedPostgresServer.USER, "");
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select count(pg_terminate_backend(pid)) from (
                            select pid from pg_stat_activity where application_name = 'incident-api'
                            and backend_xid is not null and pid <> pg_backend_pid()
                            and pid not in (select pid from pg_locks where locktype = 'advisory') limit 1) one""")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
