package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Failed deliveries and unreadable records, kept for an operator. */
public final class DeadLetterStore {
    private final LedgerClock clock;

    public DeadLetterStore(LedgerClock clock) {
        this.clock = clock;
    }

    /** Stores an unreadable record; the same record again adds nothing. */
    public void poison(Connection connection, long offset, String reason, String headers, byte @Nullable [] value)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into dead_letter (kind, log_offset, reason, headers, value, at)
                values ('poison', ?, ?, ?, ?, coalesce(?::timestamptz, now()))
                on conflict do nothing""")) {
            insert.setLong(1, offset);
            insert.setString(2, reason);
            insert.setString(3, headers);
            insert.setBytes(4, value == null ? new byte[0] : value);
            clock.set(insert, 5);
            insert.executeUpdate();
        }
    }

    public void delivery(
            Connection connection,
            String eventId,
            String destination,
            @Nullable Long recipient,
            String reason,
            @Nullable String detail)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into dead_letter (kind, event_id, destination, recipient, reason, detail, at)
                values ('delivery', ?, ?, ?, ?, ?, coalesce(?::timestamptz, now()))""")) {
            insert.setString(1, eventId);
            insert.setString(2, destination);
            insert.setObject(3, recipient);
            insert.setString(4, reason);
            insert.setString(5, detail);
            clock.set(insert, 6);
            insert.executeUpdate();
        }
    }

    public long count(Connection connection, String kind) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from dead_letter where kind = ?")) {
            select.setString(1, kind);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
