package org.incidentcomms.api.openapi;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.incidentcomms.testkit.Patience;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;

/** The service's database, from beside it. */
final class Held {
    private Held() {}

    /** Does it while a first request of the same subject, path and key seems to be running. */
    static <T> T whileInProgress(String subject, String path, String key, Supplier<T> work) {
        try (Connection connection = connection()) {
            connection.setAutoCommit(false);
            try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 7))")) {
                lock.setString(1, subject + '\n' + path + '\n' + key);
                lock.execute();
                return work.get();
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins {@code first}, then {@code second}, while neither gets further than {@code draft}'s row; then lets both go. */
    static <T> T second(String draft, Runnable first, Supplier<T> second) throws Exception {
        try (Connection connection = connection();
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            connection.setAutoCommit(false);
            Future<T> answer;
            try (var lock = connection.prepareStatement("select id from draft where id = ? for update")) {
                lock.setString(1, draft);
                lock.execute();
                executor.submit(first);
                awaitWaiting(1);
                answer = executor.submit(second::get);
                awaitWaiting(2);
            } finally {
                connection.rollback();
            }
            return answer.get();
        }
    }

    private static void awaitWaiting(int sessions) {
        Patience.await().until(() -> count("select count(distinct pid) from pg_locks where not granted") >= sessions);
    }

    /** How much is stored of what a call can bring about; that one was refused is recorded some time after its answer. */
    static long traces() {
        return count("""
                select (select count(*) from audit where action <> 'request.refused') + (select count(*) from incident) + (select count(*) from draft)
                + (select count(*) from component) + (select count(*) from template) + (select coalesce(max(seq), 0) from outbox)""");
    }

    private static long count(String query) {
        try (Connection connection = connection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connection() throws SQLException {
        return DriverManager.getConnection(
                SharedServers.postgres().jdbcUrl("incident_api"), EmbeddedPostgresServer.USER, "");
    }
}
