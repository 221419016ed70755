package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.incidentcomms.events.EventCodec;
import org.jspecify.annotations.Nullable;

/** Every event received, by id. */
public final class InboxStore {
    private final LedgerClock clock;

    public InboxStore(LedgerClock clock) {
        this.clock = clock;
    }

    /** The state of an event in the inbox. */
    public enum Disposition {
        /** An announcement; plans were made. */
        PLANNED,
        /** Not an announcement. */
        NOTED,
        /** Accepted long before this notifier first started. */
        BEFORE_START,
        /** Of a type this version does not know; a later version plans it. */
        UNSUPPORTED
    }

    /** A stored event: its CloudEvents headers and its value. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Kept(Map<String, String> headers, byte[] value) {}

    /** Returns when this notifier first started: {@code now} the first time, the same instant ever after. */
    public Instant firstStart(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into first_start (at) values (?) on conflict do nothing")) {
            insert.setTimestamp(1, Timestamp.from(now));
            insert.executeUpdate();
        }
        try (PreparedStatement select = connection.prepareStatement("select at from first_start");
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getTimestamp(1).toInstant();
        }
    }

    /** Stores an event; returns false if it is stored already. */
    public boolean add(
            Connection connection,
            Map<String, String> headers,
            @Nullable Long version,
            Instant acceptedAt,
            Disposition disposition,
            byte[] value)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into inbox (event_id, type, subject, version, accepted_at, traceparent, disposition, value,
                    received_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, coalesce(?::timestamptz, now()))
                on conflict (event_id) do nothing""")) {
            insert.setString(1, headers.get(EventCodec.ID));
            insert.setString(2, headers.get(EventCodec.TYPE));
            insert.setString(3, headers.get(EventCodec.SUBJECT));
            insert.setObject(4, version);
            insert.setTimestamp(5, Timestamp.from(acceptedAt));
            insert.setString(6, headers.get(EventCodec.TRACEPARENT));
            insert.setString(7, disposition.name().toLowerCase(Locale.ROOT));
            insert.setBytes(8, value);
            clock.set(insert, 9);
            return insert.executeUpdate() == 1;
        }
    }

    /** Returns those of {@code eventIds} that are stored already. */
    public Set<String> known(Connection connection, Collection<String> eventIds) throws SQLException {
        Set<String> known = new HashSet<>();
        try (PreparedStatement select =
                connection.prepareStatement("select event_id from inbox where event_id = any(?)")) {
            select.setArray(1, connection.createArrayOf("text", eventIds.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    known.add(rows.getString(1));
                }
            }
        }
        return known;
    }

    /** W3C trace contexts by event id, of those that have one. */
    public Map<String, String> traceparents(Connection connection, Collection<String> eventIds) throws SQLException {
        Map<String, String> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select event_id, traceparent from inbox where event_id = any(?) and traceparent is not null")) {
            select.setArray(1, connection.createArrayOf("text", eventIds.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return found;
    }

    /**
     * Whether the event stored under this id was accepted at another time, and is therefore a different event. Its
     * value is not compared: texts are removed from it on withdrawal, also between two deliveries of one event.
     */
    public boolean isAnother(Connection connection, String eventId, Instant acceptedAt) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select 1 from inbox where event_id = ? and accepted_at <> ?")) {
            select.setString(1, eventId);
            select.setTimestamp(2, Timestamp.from(acceptedAt));
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    public void dispose(Connection connection, String eventId, Disposition disposition) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update inbox set disposition = ? where event_id = ?")) {
            update.setString(1, disposition.name().toLowerCase(Locale.ROOT));
            update.setString(2, eventId);
            update.executeUpdate();
        }
    }

    /** Events whose type was unknown on arrival, oldest first. */
    public List<Kept> unsupported(Connection connection) throws SQLException {
        List<Kept> kept = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "select * from inbox where disposition = 'unsupported' order by received_at, event_id");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                kept.add(kept(rows));
            }
        }
        return kept;
    }

    /**
     * Removes the texts of withdrawn incidents. Not at once, as a worker may be processing their events; after {@code
     * after} since the withdrawal none is, because the withdrawal stopped their plans. The withdrawal itself, which
     * carries no text, is kept: remote copies may still have to be removed.
     *
     * @return how many events lost their texts
     */
    public int forgetWithdrawn(Connection connection, Duration after) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update inbox set value = ''::bytea,
                    disposition = case disposition when 'unsupported' then 'noted' else disposition end
                where octet_length(value) > 0 and type <> 'incident.withdrawn' and subject in (
                    select subject from inbox where type = 'incident.withdrawn' and octet_length(value) > 0
                        and received_at <= coalesce(?::timestamptz, now()) - make_interval(secs => ?))""")) {
            clock.set(update, 1);
            update.setDouble(2, after.toMillis() / 1000.0);
            return update.executeUpdate();
        }
    }

    public Kept get(Connection connection, String eventId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select * from inbox where event_id = ?")) {
            select.setString(1, eventId);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("event is not in the inbox: " + eventId);
                }
                return kept(rows);
            }
        }
    }

    /** Returns the newest event of each incident with an id above {@code after}, at most {@code limit}. */
    public List<Kept> newestOfEach(Connection connection, String after, int limit) throws SQLException {
        List<Kept> kept = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select distinct on (subject) * from inbox
                where subject > ? and octet_length(value) > 0 and type not like 'component.%'
                order by subject, version desc nulls last limit ?""")) {
            select.setString(1, after);
            select.setInt(2, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    kept.add(kept(rows));
                }
            }
        }
        return kept;
    }

    /** Number of events that were not announced because they were accepted long before the first start. */
    public long countBeforeStart(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select count(*) from inbox where disposition = 'before_start'");
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Kept kept(ResultSet rows) throws SQLException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(EventCodec.ID, rows.getString("event_id"));
        headers.put(EventCodec.TYPE, rows.getString("type"));
        headers.put(
                EventCodec.TIME, rows.getTimestamp("accepted_at").toInstant().toString());
        String subject = rows.getString("subject");
        if (subject != null) {
            headers.put(EventCodec.SUBJECT, subject);
        }
        String traceparent = rows.getString("traceparent");
        if (traceparent != null) {
            headers.put(EventCodec.TRACEPARENT, traceparent);
        }
        return new Kept(headers, rows.getBytes("value"));
    }
}
