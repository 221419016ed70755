package org.incidentcomms.kit.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Failed deliveries and unreadable records, kept for an operator, with what the operator made of them. */
public final class DeadLetterStore {
    private final LedgerClock clock;

    public DeadLetterStore(LedgerClock clock) {
        this.clock = clock;
    }

    /**
     * A dead letter without its content.
     *
     * @param kind {@code poison}, a record that could not be read or planned, or {@code delivery}, one given up
     * @param offset in {@code status-events}, of a record
     * @param recipient the recipient's id in this notifier; null for all that an event still had to reach
     * @param reason a failure reason of a delivery, or why the record could not be read
     * @param closedAs {@code replayed} or {@code dropped}; null while it is open
     */
    public record Letter(
            long id,
            Instant at,
            String kind,
            @Nullable Long offset,
            @Nullable String eventId,
            @Nullable String destination,
            @Nullable Long recipient,
            String reason,
            @Nullable Instant closedAt,
            @Nullable String closedBy,
            @Nullable String closedAs) {
        public boolean isRecord() {
            return kind.equals("poison");
        }
    }

    /**
     * The content of a dead letter.
     *
     * @param detail what the remote system said; it may quote an address
     * @param headers of the record, or null if it was stored without
     * @param value of the record, or null for a delivery
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Content(
            Letter letter,
            @Nullable String detail,
            @Nullable Map<String, String> headers,
            byte @Nullable [] value) {}

    /** Stores an unreadable record; the same record again adds nothing, even if its letter is closed. */
    public void poison(
            Connection connection, long offset, String reason, Map<String, String> headers, byte @Nullable [] value)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into dead_letter (kind, log_offset, reason, header_names, header_values, value, at)
                values ('poison', ?, ?, ?, ?, ?, coalesce(?::timestamptz, now()))
                on conflict do nothing""")) {
            insert.setLong(1, offset);
            insert.setString(2, withoutNul(reason));
            insert.setArray(3, texts(connection, headers.keySet().stream().toList()));
            insert.setArray(4, texts(connection, List.copyOf(headers.values())));
            insert.setBytes(5, value == null ? new byte[0] : value);
            clock.set(insert, 6);
            insert.executeUpdate();
        }
    }

    private static Array texts(Connection connection, List<String> texts) throws SQLException {
        return connection.createArrayOf(
                "text", texts.stream().map(DeadLetterStore::withoutNul).toArray());
    }

    /** PostgreSQL's text holds no NUL. */
    private static String withoutNul(String text) {
        return text.replace("\0", "");
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

    /** Number of open letters of a kind. */
    public long count(Connection connection, String kind) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from dead_letter where kind = ? and closed_at is null")) {
            select.setString(1, kind);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /**
     * Letters with an id below {@code before}, newest first.
     *
     * @param kind of one kind, or null for both
     * @param open open or closed ones
     */
    public List<Letter> list(Connection connection, @Nullable String kind, boolean open, long before, int limit)
            throws SQLException {
        List<Letter> letters = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select id, at, kind, log_offset, event_id, destination, recipient, reason, closed_at, closed_by, closed_as
                from dead_letter where id < ? and (?::text is null or kind = ?) and (closed_at is null) = ?
                order by id desc limit ?""")) {
            select.setLong(1, before);
            select.setString(2, kind);
            select.setString(3, kind);
            select.setBoolean(4, open);
            select.setInt(5, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    letters.add(letter(rows));
                }
            }
        }
        return letters;
    }

    public Optional<Content> find(Connection connection, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select * from dead_letter where id = ?")) {
            select.setLong(1, id);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Content(
                                letter(rows), rows.getString("detail"), headers(rows), rows.getBytes("value")))
                        : Optional.empty();
            }
        }
    }

    /** Closes an open letter; returns false if somebody else did, or if there is none. */
    public boolean close(Connection connection, long id, String as, String by) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update dead_letter set closed_at = coalesce(?::timestamptz, now()), closed_as = ?, closed_by = ?
                where id = ? and closed_at is null""")) {
            clock.set(update, 1);
            update.setString(2, as);
            update.setString(3, by);
            update.setLong(4, id);
            return update.executeUpdate() == 1;
        }
    }

    /** Closes all open letters of an event's deliveries on one destination as replayed; returns how many. */
    public int closeDeliveries(Connection connection, String eventId, String destination, String by)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update dead_letter set closed_at = coalesce(?::timestamptz, now()), closed_as = 'replayed', closed_by = ?
                where kind = 'delivery' and event_id = ? and destination = ? and closed_at is null""")) {
            clock.set(update, 1);
            update.setString(2, by);
            update.setString(3, eventId);
            update.setString(4, destination);
            return update.executeUpdate();
        }
    }

    private static Letter letter(ResultSet rows) throws SQLException {
        Timestamp closed = rows.getTimestamp("closed_at");
        return new Letter(
                rows.getLong("id"),
                rows.getTimestamp("at").toInstant(),
                rows.getString("kind"),
                rows.getObject("log_offset", Long.class),
                rows.getString("event_id"),
                rows.getString("destination"),
                rows.getObject("recipient", Long.class),
                rows.getString("reason"),
                closed == null ? null : closed.toInstant(),
                rows.getString("closed_by"),
                rows.getString("closed_as"));
    }

    private static @Nullable Map<String, String> headers(ResultSet rows) throws SQLException {
        Array names = rows.getArray("header_names");
        if (names == null) {
            return null;
        }
        String[] keys = (String[]) names.getArray();
        String[] values = (String[]) rows.getArray("header_values").getArray();
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < keys.length; i++) {
            headers.put(keys[i], values[i]);
        }
        return headers;
    }
}
