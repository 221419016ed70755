package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.SkipReason;
import org.jspecify.annotations.Nullable;

/** Reads plans as reports: a plan whose revision is above the reported one is dirty. */
public final class ReportStore {

    /** Snapshots of the dirty plans by plan id, oldest plan first. */
    public List<Map.Entry<Long, DeliveryReport>> dirty(Connection connection, int limit) throws SQLException {
        List<Map.Entry<Long, DeliveryReport>> reports = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("select * from plan where dirty order by id limit ?")) {
            select.setInt(1, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reports.add(Map.entry(rows.getLong("id"), report(rows)));
                }
            }
        }
        return reports;
    }

    /** Clears the dirty mark, unless the plan has changed since the snapshot. */
    public void reported(Connection connection, List<Map.Entry<Long, DeliveryReport>> reports) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update plan set reported_revision = greatest(reported_revision, ?) where id = ?")) {
            for (Map.Entry<Long, DeliveryReport> report : reports) {
                update.setLong(1, report.getValue().revision());
                update.setLong(2, report.getKey());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static DeliveryReport report(ResultSet rows) throws SQLException {
        long total = rows.getLong("total");
        long delivered = rows.getLong("delivered");
        long failed = rows.getLong("failed");
        long skipped = rows.getLong("skipped");
        String state = rows.getString("state");
        int skip = rows.getInt("skip_reason");
        SkipReason skipReason = rows.wasNull() ? null : SkipReason.ofCode(skip);
        int failure = rows.getInt("last_reason");
        String failureReason =
                rows.wasNull() ? null : FailureReason.ofCode(failure).label();
        long pending = Math.max(0, total - delivered - failed - skipped);
        if (!state.equals("active")) {
            skipped += pending;
            pending = 0;
        }
        return new DeliveryReport(
                rows.getString("event_id"),
                rows.getString("incident_id"),
                rows.getString("update_id"),
                rows.getString("destination"),
                rows.getLong("revision"),
                state(state, skipReason, rows.getBoolean("dry_run"), delivered, failed, skipped),
                total,
                delivered,
                failed,
                skipped,
                pending,
                rows.getString("url"),
                skipReason == null || delivered + failed > 0 ? failureReason : skipReason.label(),
                instant(rows.getTimestamp("first_at")),
                instant(rows.getTimestamp("last_at")));
    }

    private static DeliveryState state(
            String state, @Nullable SkipReason skipReason, boolean dryRun, long delivered, long failed, long skipped) {
        if (skipReason != null && delivered + failed == 0) {
            return DeliveryState.SKIPPED;
        }
        return switch (state) {
            case "stopped" -> DeliveryState.STOPPED;
            case "active" -> delivered + failed + skipped == 0 ? DeliveryState.PENDING : DeliveryState.DELIVERING;
            default -> {
                if (failed > 0) {
                    yield delivered > 0 ? DeliveryState.PARTIAL : DeliveryState.FAILED;
                }
                if (delivered == 0) {
                    yield DeliveryState.SKIPPED;
                }
                yield dryRun ? DeliveryState.DRY_RUN : DeliveryState.DELIVERED;
            }
        };
    }

    private static java.time.@Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
