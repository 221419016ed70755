package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.kit.channel.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Brings a ledger that was lost or restored up to its own reports. A report with a higher revision than its plan says what
 * the ledger does not know any more:
 *
 * <ul>
 *   <li>all is over: the plan ends with the report's counts;
 *   <li>more recipients were told than the ledger knows: the plan ends, the others count as given up, and an operator may
 *       replay the dead letter. Nobody knows who was told, so nothing is sent by itself;
 *   <li>nobody else was told: the plan goes on, and settles first what may have been on its way.
 * </ul>
 */
public final class RecoveryStore {
    private static final long LOCK = 0x7265636f76657279L;

    private final DeadLetterStore deadLetters;

    public RecoveryStore(LedgerClock clock) {
        this.deadLetters = new DeadLetterStore(clock);
    }

    private record Lost(
            String eventId,
            String destination,
            long revision,
            boolean isOver,
            boolean stopped,
            long total,
            long delivered,
            long failed,
            long skipped,
            @Nullable String url) {
        long known() {
            return delivered + failed + skipped;
        }
    }

    private record Present(long id, long revision, boolean isActive, long known) {}

    /** When the ledger was brought up to its reports; empty if it is new or restored. */
    public Optional<Instant> at(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("select at from recovery")) {
            return rows.next() ? Optional.of(rows.getTimestamp(1).toInstant()) : Optional.empty();
        }
    }

    /** Waits until no other replica is recovering; the lock ends with the transaction. */
    public void lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            lock.execute();
        }
    }

    /**
     * Keeps the newest report of each plan, applies those of the plans that are here, and marks the ledger as recovered at
     * {@code now}.
     *
     * @param firstStart when the lost ledger first started, as far as known; not stored where the ledger has an instant
     */
    public void recover(Connection connection, Collection<DeliveryReport> reports, Instant firstStart, Instant now)
            throws SQLException {
        keep(connection, reports);
        try (PreparedStatement insert = connection.prepareStatement("""
                with started as (insert into first_start (at) values (?) on conflict do nothing)
                insert into recovery (at) values (?)""")) {
            insert.setTimestamp(1, Timestamp.from(firstStart));
            insert.setTimestamp(2, Timestamp.from(now));
            insert.executeUpdate();
        }
        apply(connection, take(connection, """
                delete from recovered_report r using plan p
                where p.event_id = r.event_id and p.destination = r.destination returning r.*""", null));
    }

    /** Applies the reports of an event that was just planned again; the same transaction as its plans. */
    public void apply(Connection connection, String eventId) throws SQLException {
        apply(connection, take(connection, "delete from recovered_report where event_id = ? returning *", eventId));
    }

    /** Whether reports of events that have not been read again wait to be applied. */
    public boolean hasReports(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("select exists (select 1 from recovered_report)")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private static void keep(Connection connection, Collection<DeliveryReport> reports) throws SQLException {
        try (Statement clear = connection.createStatement()) {
            clear.execute("delete from recovered_report"); // of an earlier recovery, in a backup
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into recovered_report
                    (event_id, destination, revision, over, stopped, total, delivered, failed, skipped, url)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            for (DeliveryReport report : reports) {
                insert.setString(1, report.eventId());
                insert.setString(2, report.destination());
                insert.setLong(3, report.revision());
                insert.setBoolean(
                        4, report.state() != DeliveryState.PENDING && report.state() != DeliveryState.DELIVERING);
                insert.setBoolean(5, report.state() == DeliveryState.STOPPED);
                insert.setLong(6, report.total());
                insert.setLong(7, report.delivered());
                insert.setLong(8, report.failed());
                insert.setLong(9, report.skipped());
                insert.setString(10, report.url());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static List<Lost> take(Connection connection, String sql, @Nullable String eventId) throws SQLException {
        List<Lost> lost = new ArrayList<>();
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            if (eventId != null) {
                delete.setString(1, eventId);
            }
            try (ResultSet rows = delete.executeQuery()) {
                while (rows.next()) {
                    lost.add(new Lost(
                            rows.getString("event_id"),
                            rows.getString("destination"),
                            rows.getLong("revision"),
                            rows.getBoolean("over"),
                            rows.getBoolean("stopped"),
                            rows.getLong("total"),
                            rows.getLong("delivered"),
                            rows.getLong("failed"),
                            rows.getLong("skipped"),
                            rows.getString("url")));
                }
            }
        }
        return lost;
    }

    private void apply(Connection connection, List<Lost> reports) throws SQLException {
        for (Lost report : reports) {
            Present plan = plan(connection, report);
            if (plan == null || plan.revision() >= report.revision()) {
                continue;
            }
            if (report.isOver()) {
                end(connection, plan, report);
            } else if (report.known() > plan.known()) {
                giveUp(connection, plan, report);
            } else {
                goOn(connection, plan, report);
            }
        }
    }

    private static @Nullable Present plan(Connection connection, Lost report) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select id, revision, state, delivered + failed + skipped as known from plan
                where event_id = ? and destination = ? for update""")) {
            select.setString(1, report.eventId());
            select.setString(2, report.destination());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? new Present(
                                rows.getLong("id"),
                                rows.getLong("revision"),
                                rows.getString("state").equals("active"),
                                rows.getLong("known"))
                        : null;
            }
        }
    }

    /** A later retry would not know whom to leave out, so the plan is excluded from retries. */
    private static void end(Connection connection, Present plan, Lost report) throws SQLException {
        update(connection, "delete from open_delivery where plan_id = ?", plan);
        update(connection, "update chunk set state = 2, leased_until = null where plan_id = ? and state < 2", plan);
        try (PreparedStatement update = connection.prepareStatement("""
                update plan set state = ?, total = ?, delivered = ?, failed = ?, skipped = ?, url = coalesce(?, url),
                    revoked = true, revision = ?, reported_revision = ?
                where id = ?""")) {
            update.setString(1, report.stopped() ? "stopped" : "done");
            update.setLong(2, report.total());
            update.setLong(3, report.delivered());
            update.setLong(4, report.failed());
            update.setLong(5, report.skipped());
            update.setString(6, report.url());
            update.setLong(7, report.revision());
            update.setLong(8, report.revision());
            update.setLong(9, plan.id());
            update.executeUpdate();
        }
    }

    private void giveUp(Connection connection, Present plan, Lost report) throws SQLException {
        update(connection, """
                with closed as (delete from open_delivery where plan_id = ? returning plan_id, recipient)
                insert into outcome (plan_id, recipient, code, uncertain)
                select plan_id, recipient, %d, true from closed on conflict do nothing""".formatted(OutcomeCode.GAVE_UP), plan);
        update(connection, """
                update chunk set state = 2, given_up = true, broken = true, touched = true, leased_until = null
                where plan_id = ? and state < 2""", plan);
        try (PreparedStatement update = connection.prepareStatement("""
                update plan set state = 'done', total = ?, delivered = ?, skipped = ?, failed = greatest(0, ?),
                    url = coalesce(?, url), last_reason = ?, revoked = revoked or ?, revision = ?,
                    told_unknown = true
                where id = ?""")) {
            update.setLong(1, report.total());
            update.setLong(2, report.delivered());
            update.setLong(3, report.skipped());
            update.setLong(4, report.total() - report.delivered() - report.skipped());
            update.setString(5, report.url());
            update.setInt(6, FailureReason.GAVE_UP.code());
            update.setBoolean(7, !plan.isActive());
            update.setLong(8, report.revision() + 1);
            update.setLong(9, plan.id());
            update.executeUpdate();
        }
        deadLetters.delivery(
                connection,
                report.eventId(),
                report.destination(),
                null,
                FailureReason.GAVE_UP.label(),
                "the ledger was lost or restored while this was on its way: %d of %d were told, but not who; a replay tells all whom the ledger does not know, some of them again"
                        .formatted(report.delivered(), report.total()));
    }

    private static void goOn(Connection connection, Present plan, Lost report) throws SQLException {
        update(connection, "update chunk set broken = true, touched = true where plan_id = ? and state < 2", plan);
        try (PreparedStatement update = connection.prepareStatement("update plan set revision = ? where id = ?")) {
            update.setLong(1, report.revision() + 1);
            update.setLong(2, plan.id());
            update.executeUpdate();
        }
    }

    private static void update(Connection connection, String sql, Present plan) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, plan.id());
            update.executeUpdate();
        }
    }
}
