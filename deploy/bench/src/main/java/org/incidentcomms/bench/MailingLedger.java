package org.incidentcomms.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** notifier-email's ledger, seen from outside: plans and sizes, without knowledge of how outcomes are stored. */
final class MailingLedger {

    private static final Duration INTERVAL = Duration.ofMillis(20);

    private final BenchStack stack;

    MailingLedger(BenchStack stack) {
        this.stack = stack;
    }

    /**
     * A finished plan.
     *
     * @param first when the first outcome was committed
     * @param seenAt when the plan was seen as done
     */
    record Done(long delivered, long total, Instant first, Instant seenAt) {}

    /**
     * What the service wrote.
     *
     * @param commits of its database
     * @param walBytes of the server
     */
    record Written(long commits, long walBytes) {
        Written since(Written before) {
            return new Written(commits - before.commits, walBytes - before.walBytes);
        }
    }

    /** Waits until the plan of an incident with one update is done. */
    Done await(String incidentId, Duration atMost) throws InterruptedException {
        long begun = System.nanoTime();
        try (Connection connection = stack.connect("notifier_email");
                PreparedStatement query = connection.prepareStatement(
                        "select delivered, total, first_at from plan where incident_id = ? and state = 'done'")) {
            // In one transaction, so that the queries add no commits to those counted; each sees the newest commits.
            connection.setAutoCommit(false);
            query.setString(1, incidentId);
            while (System.nanoTime() - begun < atMost.toNanos()) {
                try (ResultSet rows = query.executeQuery()) {
                    if (rows.next()) {
                        Instant now = Instant.now();
                        var first = rows.getTimestamp("first_at");
                        return new Done(
                                rows.getLong("delivered"),
                                rows.getLong("total"),
                                first == null ? now : first.toInstant(),
                                now);
                    }
                }
                Thread.sleep(INTERVAL);
            }
            throw new IllegalStateException("not all mails were sent within " + atMost.toSeconds() + " s");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read the ledger", e);
        }
    }

    /** Current counts. Sessions report their commits at most once a second, so the last second may be missing. */
    Written written() {
        try (Connection connection = stack.connect("notifier_email");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select xact_commit, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')
                        from pg_stat_database where datname = current_database()""")) {
            rows.next();
            return new Written(rows.getLong(1), rows.getLong(2));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read the statistics of PostgreSQL", e);
        }
    }

    /** Size of the ledger after a plain vacuum, in bytes: all tables and their indexes except the update list. */
    long bytes() {
        try (Connection connection = stack.connect("notifier_email");
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("""
                    select relid::regclass::text from pg_stat_user_tables where relname <> 'subscriber'""")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                statement.execute("vacuum " + table);
            }
            try (ResultSet rows = statement.executeQuery("""
                    select sum(pg_total_relation_size(relid)) from pg_stat_user_tables
                    where relname <> 'subscriber'""")) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot measure the ledger", e);
        }
    }
}
