package org.incidentcomms.api;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;

/**
 * Makes due now what the service would do by itself one day, so that a test neither waits for that day nor has to be done
 * with something before it.
 */
public final class DueNow {
    private DueNow() {}

    /** @param kind {@code reminder}, {@code start}, {@code complete} or {@code next} */
    public static void transition(String maintenanceId, String kind) {
        String url = SharedServers.postgres().jdbcUrl("incident_api");
        try (Connection connection = DriverManager.getConnection(url, EmbeddedPostgresServer.USER, "");
                var statement =
                        connection.prepareStatement("update scheduled_transition set due_at = now(), try_at = now()"
                                + " where maintenance_id = ? and kind = ? and state = 'pending'")) {
            statement.setString(1, maintenanceId);
            statement.setString(2, kind);
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("not planned: " + kind + " of " + maintenanceId);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make due: " + kind + " of " + maintenanceId, e);
        }
    }
}
