package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.SkipReason;

/** Plans of mirroring channels: only the newest of each incident is sent. */
public final class CopyStore {
    private static final String EARLIER = "incident_id = ? and destination = ? and version < ?";

    private final InterventionStore interventions;

    public CopyStore(LedgerClock clock) {
        this.interventions = new InterventionStore(clock);
    }

    /**
     * Earlier copies of an incident.
     *
     * @param any there may be a copy
     * @param untilDone an unfinished one removes text
     */
    public record Earlier(boolean any, boolean untilDone) {}

    /** Whether a later version of the incident is already planned. */
    public boolean hasNewer(Connection connection, String incidentId, String destination, long version)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select 1 from plan where incident_id = ? and destination = ? and version > ? limit 1")) {
            bind(select, 1, incidentId, destination, version);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Ends the plans of earlier versions. Leased work ends with its owner, and the newer plan waits for that. */
    public Earlier supersede(Connection connection, String incidentId, String destination, long version)
            throws SQLException {
        Earlier earlier;
        try (PreparedStatement select = connection.prepareStatement("""
                select count(*) filter (where total > 0) > 0,
                    coalesce(bool_or(until_done and state in ('active', 'stopping', 'expiring')), false)
                from (select total, state, until_done from plan where %s order by id for update) earlier""".formatted(EARLIER))) {
            bind(select, 1, incidentId, destination, version);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                earlier = new Earlier(rows.getBoolean(1), rows.getBoolean(2));
            }
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update plan set skip_reason = case when state = 'active' then ? else skip_reason end,
                    state = case when state = 'active' then 'stopping' else state end,
                    revision = revision + 1, revoked = true
                where %s and not revoked returning id, state""".formatted(EARLIER))) {
            update.setInt(1, SkipReason.SUPERSEDED.code());
            bind(update, 2, incidentId, destination, version);
            interventions.closeStopping(connection, update);
        }
        return earlier;
    }

    /**
     * Plans one copy, or reuses a plan that was skipped because the channel had not started.
     *
     * @param since the time from which its age is counted
     * @param untilDone it removes text, so it is never given up
     */
    public void add(Connection connection, PublishedEvent event, String destination, Instant since, boolean untilDone)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                with copy as (
                    insert into plan (event_id, destination, incident_id, update_id, version, lane, state, chunk_size,
                        total, accepted_at, until_done)
                    values (?, ?, ?, ?, ?, ?, 'active', 1, 1, ?, ?)
                    on conflict (event_id, destination) do update set state = 'active', skip_reason = null, total = 1,
                        accepted_at = excluded.accepted_at, revision = plan.revision + 1 where plan.skip_reason = ? and plan.total = 0
                    returning id, destination, lane)
                insert into chunk (plan_id, number, destination, lane, delivered)
                select id, 0, destination, lane, '0' from copy""")) {
            int index = PlanStore.bindEvent(upsert, event, destination);
            upsert.setTimestamp(index++, Timestamp.from(since));
            upsert.setBoolean(index++, untilDone);
            upsert.setInt(index, SkipReason.BEFORE_START.code());
            upsert.executeUpdate();
        }
    }

    /** Whether the channel has planned its first copies. */
    public boolean hasStarted(Connection connection, String destination) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select 1 from mirror_start where destination = ?")) {
            select.setString(1, destination);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Records that the first copies are planned. */
    public void start(Connection connection, String destination) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into mirror_start (destination) values (?) on conflict do nothing")) {
            insert.setString(1, destination);
            insert.executeUpdate();
        }
    }

    /** Number of unfinished plans that remove text and were accepted more than {@code seconds} ago. */
    public long overdue(Connection connection, String destination, long seconds) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select count(*) from plan where destination = ? and until_done
                    and state in ('active', 'stopping', 'expiring') and accepted_at < now() - make_interval(secs => ?)""")) {
            select.setString(1, destination);
            select.setDouble(2, seconds);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void bind(
            PreparedStatement statement, int index, String incidentId, String destination, long version)
            throws SQLException {
        statement.setString(index, incidentId);
        statement.setString(index + 1, destination);
        statement.setLong(index + 2, version);
    }
}
