package org.incidentcomms.kit.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.kit.channel.Audience;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.SkipReason;
import org.jspecify.annotations.Nullable;

/** Plans: one event on one destination, cut into chunks. */
public final class PlanStore {
    /** Chunks and open deliveries carry a copy of their plan's lane. */
    private static final String FOLLOW_LANE =
            "update %s t set lane = p.lane from plan p where p.id = t.plan_id and p.id = any(?)";

    private static final String STOP = """
            update plan set state = 'stopped', revision = revision + 1, last_at = now()
            where id in (select id from plan where state = 'active' and incident_id = ? %s
                order by id for update)
            returning id""";

    /** Which plans an operator's word concerns: those of an incident, of one update or all, on these destinations or all. */
    public record Selection(String incidentId, @Nullable String updateId, List<String> destinations) {}

    /** Writes the plan of {@code event} and its chunks; nothing if it is there already. */
    public void add(Connection connection, PublishedEvent event, String destination, Audience audience, int chunkSize)
            throws SQLException {
        switch (audience) {
            case Audience.Nobody nobody -> insert(connection, event, destination, 0, chunkSize, nobody.reason());
            case Audience.Recipients recipients -> {
                if (recipients.expected() == 0) {
                    insert(connection, event, destination, 0, chunkSize, SkipReason.NO_RECIPIENTS);
                    return;
                }
                Long planId = insert(connection, event, destination, recipients.expected(), chunkSize, null);
                if (planId != null) {
                    addChunks(connection, planId, (int) ((recipients.lastId() + chunkSize - 1) / chunkSize));
                }
            }
        }
    }

    private static @Nullable Long insert(
            Connection connection,
            PublishedEvent event,
            String destination,
            long total,
            int chunkSize,
            @Nullable SkipReason skipReason)
            throws SQLException {
        Announcement announcement = (Announcement) event.data();
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into plan (event_id, destination, incident_id, update_id, version, lane, state, skip_reason,
                    chunk_size, total, accepted_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (event_id, destination) do nothing
                returning id""")) {
            insert.setString(1, event.id());
            insert.setString(2, destination);
            insert.setString(3, announcement.incident().id());
            insert.setString(4, announcement.updateId());
            insert.setLong(5, announcement.aggregateVersion());
            insert.setInt(6, Lane.of(announcement.incident()).rank());
            insert.setString(7, skipReason == null ? "active" : "done");
            insert.setObject(8, skipReason == null ? null : skipReason.code());
            insert.setInt(9, chunkSize);
            insert.setLong(10, total);
            insert.setTimestamp(11, Timestamp.from(event.time()));
            try (ResultSet rows = insert.executeQuery()) {
                return rows.next() ? rows.getLong(1) : null;
            }
        }
    }

    private static void addChunks(Connection connection, long planId, int chunks) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into chunk (plan_id, number, destination, lane)
                select id, n, destination, lane from plan cross join generate_series(0, ? - 1) n where id = ?""")) {
            insert.setInt(1, chunks);
            insert.setLong(2, planId);
            insert.executeUpdate();
        }
    }

    /** The incident's unfinished plans move to {@code lane} where it is more urgent than theirs. */
    public void raise(Connection connection, String incidentId, Lane lane) throws SQLException {
        List<Long> raised = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement("""
                update plan set lane = ? where incident_id = ? and state = 'active' and lane > ? returning id""")) {
            update.setInt(1, lane.rank());
            update.setString(2, incidentId);
            update.setInt(3, lane.rank());
            collect(update, raised);
        }
        execute(connection, FOLLOW_LANE.formatted("chunk") + " and t.state < 2", raised);
        execute(connection, FOLLOW_LANE.formatted("open_delivery"), raised);
    }

    /** Stops what has not left yet. Whoever is being told at this moment still is; nobody after. */
    public List<Long> stop(Connection connection, Selection selection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(STOP.formatted("""
                        and (?::text is null or update_id = ?) and (cardinality(?) = 0 or destination = any(?))"""))) {
            select(update, connection, selection);
            return stopped(connection, update);
        }
    }

    /** As {@link #stop}, of all that told of something the incident does not carry any more. */
    public List<Long> stopAllBut(Connection connection, String incidentId, List<String> updateIds) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(STOP.formatted("and update_id <> all(?)"))) {
            update.setString(1, incidentId);
            update.setArray(2, connection.createArrayOf("text", updateIds.toArray()));
            return stopped(connection, update);
        }
    }

    private static List<Long> stopped(Connection connection, PreparedStatement update) throws SQLException {
        List<Long> stopped = new ArrayList<>();
        collect(update, stopped);
        execute(connection, "update chunk set state = 2 where plan_id = any(?) and state < 2", stopped);
        execute(connection, "delete from open_delivery where plan_id = any(?)", stopped);
        return stopped;
    }

    /** Everybody the selected plans failed to reach is tried again, with fresh attempts. */
    public List<Long> retryFailed(Connection connection, Selection selection) throws SQLException {
        List<Long> reopened = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement("""
                update plan set state = 'active', failed = 0, revision = revision + 1, accepted_at = now()
                where id in (select id from plan where state <> 'stopped' and failed > 0 and incident_id = ?
                        and (?::text is null or update_id = ?) and (cardinality(?) = 0 or destination = any(?))
                    order by id for update)
                returning id""")) {
            select(update, connection, selection);
            collect(update, reopened);
        }
        execute(connection, """
                insert into open_delivery (plan_id, recipient, destination, lane, state, next_at)
                select o.plan_id, o.recipient, p.destination, p.lane, 1, now()
                from outcome o join plan p on p.id = o.plan_id
                where o.plan_id = any(?) and o.code between 100 and 199
                on conflict do nothing""", reopened);
        execute(connection, "delete from outcome where plan_id = any(?) and code between 100 and 199", reopened);
        return reopened;
    }

    /**
     * Gives up what was accepted before {@code deadline} and is still not done: whoever is left counts as failed.
     *
     * @return the ids of the events given up
     */
    public List<String> expire(Connection connection, String destination, Instant deadline) throws SQLException {
        List<Long> expired = new ArrayList<>();
        List<String> events = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement("""
                update plan set state = 'done', failed = greatest(total - delivered - skipped, failed),
                    last_reason = ?, last_at = now(), revision = revision + 1
                where id in (select id from plan where state = 'active' and destination = ? and accepted_at < ?
                    order by id for update)
                returning id, event_id""")) {
            update.setInt(1, FailureReason.GAVE_UP.code());
            update.setString(2, destination);
            update.setTimestamp(3, Timestamp.from(deadline));
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    expired.add(rows.getLong(1));
                    events.add(rows.getString(2));
                }
            }
        }
        execute(connection, "update chunk set state = 2 where plan_id = any(?) and state < 2", expired);
        execute(connection, """
                insert into outcome (plan_id, recipient, code)
                select plan_id, recipient, 112 from open_delivery where plan_id = any(?) on conflict do nothing""", expired);
        execute(connection, "delete from open_delivery where plan_id = any(?)", expired);
        return events;
    }

    /** Whether the plan is still to be worked on. */
    public boolean isActive(Connection connection, long planId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select state = 'active' from plan where id = ?")) {
            select.setLong(1, planId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /** Seconds since the oldest unfinished plan was accepted, by lane; absent lanes have none. */
    public List<LaneAge> oldest(Connection connection, String destination) throws SQLException {
        List<LaneAge> ages = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select lane, count(*), extract(epoch from now() - min(accepted_at)) from plan
                where state = 'active' and destination = ? group by lane""")) {
            select.setString(1, destination);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ages.add(new LaneAge(Lane.ofRank(rows.getInt(1)), rows.getLong(2), rows.getDouble(3)));
                }
            }
        }
        return ages;
    }

    /** How many plans of a lane are unfinished, and the age of the oldest in seconds. */
    public record LaneAge(Lane lane, long plans, double seconds) {}

    static Plan plan(ResultSet rows) throws SQLException {
        return new Plan(
                rows.getLong("plan_id"),
                rows.getString("event_id"),
                rows.getString("destination"),
                rows.getString("incident_id"),
                rows.getString("update_id"),
                rows.getLong("version"),
                Lane.ofRank(rows.getInt("lane")),
                rows.getInt("chunk_size"),
                rows.getTimestamp("accepted_at").toInstant());
    }

    private static void select(PreparedStatement statement, Connection connection, Selection selection)
            throws SQLException {
        Array destinations =
                connection.createArrayOf("text", selection.destinations().toArray());
        statement.setString(1, selection.incidentId());
        statement.setString(2, selection.updateId());
        statement.setString(3, selection.updateId());
        statement.setArray(4, destinations);
        statement.setArray(5, destinations);
    }

    private static void collect(PreparedStatement statement, List<Long> ids) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
    }

    private static void execute(Connection connection, String sql, List<Long> planIds) throws SQLException {
        if (planIds.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("bigint", planIds.toArray()));
            statement.executeUpdate();
        }
    }
}
