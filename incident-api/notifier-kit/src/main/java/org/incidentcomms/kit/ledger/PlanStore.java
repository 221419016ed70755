package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.kit.channel.Audience;
import org.incidentcomms.kit.channel.SkipReason;
import org.jspecify.annotations.Nullable;

/** Plans: one event on one destination, cut into chunks. */
public final class PlanStore {
    /** Chunks and open deliveries carry a copy of their plan's lane. */
    private static final String FOLLOW_LANE =
            "update %s t set lane = p.lane from plan p where p.id = t.plan_id and p.id = any(?)";

    private final LedgerClock clock;

    public PlanStore(LedgerClock clock) {
        this.clock = clock;
    }

    /** Inserts the plan of {@code event} and its chunks; does nothing if it exists. */
    public void add(Connection connection, PublishedEvent event, String destination, Audience audience, int chunkSize)
            throws SQLException {
        switch (audience) {
            case Audience.Nobody nobody ->
                insert(connection, event, destination, 0, chunkSize, nobody.reason(), List.of());
            case Audience.Recipients recipients -> {
                if (recipients.expected() == 0) {
                    insert(connection, event, destination, 0, chunkSize, SkipReason.NO_RECIPIENTS, List.of());
                } else {
                    List<Integer> chunks = chunks(recipients, chunkSize);
                    insert(connection, event, destination, recipients.expected(), chunkSize, null, chunks);
                }
            }
        }
    }

    private static List<Integer> chunks(Audience.Recipients recipients, int chunkSize) {
        if (!recipients.ranges().isEmpty()) {
            return recipients.ranges();
        }
        int count = (int) ((recipients.lastId() + chunkSize - 1) / chunkSize);
        return IntStream.range(0, count).boxed().toList();
    }

    private static void insert(
            Connection connection,
            PublishedEvent event,
            String destination,
            long total,
            int chunkSize,
            @Nullable SkipReason skipReason,
            List<Integer> chunks)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                with planned as (
                    insert into plan (event_id, destination, incident_id, update_id, version, lane, state, skip_reason,
                        chunk_size, total, accepted_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (event_id, destination) do nothing
                    returning id, destination, lane, chunk_size)
                insert into chunk (plan_id, number, destination, lane, delivered)
                select id, n, destination, lane, repeat('0', chunk_size)::bit varying
                from planned cross join unnest(?::int[]) n""")) {
            bindEvent(insert, event, destination);
            insert.setString(7, skipReason == null ? "active" : "done");
            insert.setObject(8, skipReason == null ? null : skipReason.code());
            insert.setInt(9, chunkSize);
            insert.setLong(10, total);
            insert.setTimestamp(11, Timestamp.from(event.time()));
            insert.setArray(12, connection.createArrayOf("int", chunks.toArray()));
            insert.executeUpdate();
        }
    }

    /** Sets the first six parameters; returns the index of the next. */
    static int bindEvent(PreparedStatement insert, PublishedEvent event, String destination) throws SQLException {
        IncidentEvent of = (IncidentEvent) event.data();
        insert.setString(1, event.id());
        insert.setString(2, destination);
        insert.setString(3, of.incident().id());
        insert.setString(4, of instanceof Announcement announcement ? announcement.updateId() : null);
        insert.setLong(5, of.aggregateVersion());
        insert.setInt(6, Lane.of(of.incident()).rank());
        return 7;
    }

    /** Moves the incident's unfinished plans to {@code lane} if that is more urgent than theirs. */
    public void raise(Connection connection, String incidentId, Lane lane) throws SQLException {
        List<Long> raised = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement("""
                update plan set lane = ? where id in (select id from plan
                        where incident_id = ? and state = 'active' and lane > ? order by id for update)
                returning id""")) {
            update.setInt(1, lane.rank());
            update.setString(2, incidentId);
            update.setInt(3, lane.rank());
            collect(update, raised);
        }
        execute(connection, FOLLOW_LANE.formatted("chunk") + " and t.state < 2", raised);
        execute(connection, FOLLOW_LANE.formatted("open_delivery"), raised);
    }

    /** Ends those of {@code plans} that have no remaining work; the caller has locked their rows. */
    static void finish(Connection connection, Collection<Long> plans) throws SQLException {
        if (plans.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update plan set state = case when state = 'stopping' and skip_reason is null then 'stopped' else 'done' end,
                    failed = case state when 'expiring' then greatest(total - delivered - skipped, failed)
                        else failed end,
                    total = case state when 'active' then delivered + failed + skipped
                        else greatest(total, delivered + failed + skipped) end,
                    revision = revision + 1
                where id = any(?) and state in ('active', 'stopping', 'expiring')
                    and not exists (select 1 from chunk where plan_id = plan.id and chunk.state < 2)
                    and not exists (select 1 from open_delivery where plan_id = plan.id)""")) {
            update.setArray(1, connection.createArrayOf("bigint", plans.toArray()));
            update.executeUpdate();
        }
    }

    /** Seconds since the oldest unfinished plan was accepted, by lane; absent lanes have none. */
    public List<LaneAge> oldest(Connection connection, String destination) throws SQLException {
        List<LaneAge> ages = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select lane, count(*), extract(epoch from coalesce(?::timestamptz, now()) - min(accepted_at)) from plan
                where state in ('active', 'stopping', 'expiring') and destination = ? group by lane""")) {
            clock.set(select, 1);
            select.setString(2, destination);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ages.add(new LaneAge(Lane.ofRank(rows.getInt(1)), rows.getLong(2), rows.getDouble(3)));
                }
            }
        }
        return ages;
    }

    /** Number of unfinished plans of a lane, and the age of the oldest in seconds. */
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
                rows.getTimestamp("accepted_at").toInstant(),
                rows.getBoolean("active"),
                rows.getBoolean("retried"),
                rows.getBoolean("until_done"));
    }

    static void collect(PreparedStatement statement, List<Long> ids) throws SQLException {
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
