package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Deletes old data: outcomes of events that ended long ago, and old dead letters. */
public final class PruneStore {
    private static final int PLANS_AT_ONCE = 50;
    /** Rows a statement deletes well within a connection's time-out; a longer list gets a statement of its own. */
    private static final long OUTCOMES_AT_ONCE = 100_000;

    /**
     * Deletes outcomes and chunks of some finished plans accepted before {@code deadline}; their counts stay, and they
     * can no longer be retried.
     *
     * @return how many plans; fewer than there may be
     */
    public int prunePlans(Connection connection, Instant deadline) throws SQLException {
        List<Long> plans = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select id, total from plan where not pruned and accepted_at < ? and state in ('done', 'stopped')
                order by accepted_at limit ? for update skip locked""")) {
            select.setTimestamp(1, Timestamp.from(deadline));
            select.setInt(2, PLANS_AT_ONCE);
            long outcomes = 0;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    outcomes += rows.getLong(2);
                    if (plans.isEmpty() || outcomes <= OUTCOMES_AT_ONCE) {
                        plans.add(rows.getLong(1));
                    }
                }
            }
        }
        if (plans.isEmpty()) {
            return 0;
        }
        for (String sql : List.of(
                "delete from outcome where plan_id = any(?)",
                "delete from chunk where plan_id = any(?)",
                "update plan set pruned = true, revoked = true where id = any(?)")) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setArray(1, connection.createArrayOf("bigint", plans.toArray()));
                statement.executeUpdate();
            }
        }
        return plans.size();
    }

    /** Deletes dead letters written before {@code deadline}; returns how many. */
    public int pruneDeadLetters(Connection connection, Instant deadline) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from dead_letter where id in (
                    select id from dead_letter where kind in ('poison', 'delivery') and at < ? limit 1000)""")) {
            delete.setTimestamp(1, Timestamp.from(deadline));
            return delete.executeUpdate();
        }
    }
}
