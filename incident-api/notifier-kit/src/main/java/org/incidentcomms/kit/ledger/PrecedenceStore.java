package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.incidentcomms.kit.ledger.ClaimStore.Chunk;

/**
 * Finds the recipients of a plan that have an outcome, still wait for an earlier event, or have received a later one.
 */
public final class PrecedenceStore {
    private static final String LATER_TOLD = """
            select r.recipient
            from plan n cross join (values (?::bigint, ?::bigint)) ids (first, last), lateral (
                select recipient from open_delivery where plan_id = n.id
                union all
                select recipient from outcome where plan_id = n.id and uncertain
                union all
                select id from chunk c, generate_series(
                    c.number::bigint * n.chunk_size + 1, (c.number + 1)::bigint * n.chunk_size) id
                where c.plan_id = n.id and c.number between (first - 1) / n.chunk_size and (last - 1) / n.chunk_size
                    and (get_bit(c.delivered, ((id - 1) % n.chunk_size)::int) = 1
                        or c.broken and (c.state < 2 or c.given_up or n.state in ('stopping', 'stopped'))
                            and not exists (select 1 from outcome o where o.plan_id = n.id and o.recipient = id))) r
            where n.incident_id = ? and n.destination = ? and n.version > ? and r.recipient between first and last""";

    /** As {@link ClaimStore} reads it of a whole chunk. */
    private static final String EARLIER_OPEN = """
            select o.recipient from (values (?::bigint, ?::bigint)) ids (first, last)
                cross join plan e join open_delivery o on o.plan_id = e.id
            where e.incident_id = ? and e.destination = ? and e.version < ?
                and e.state in ('active', 'stopping', 'expiring') and o.recipient between first and last""";

    private final LedgerClock clock;
    private final LeaseStore leases;

    public PrecedenceStore(LedgerClock clock) {
        this.clock = clock;
        this.leases = new LeaseStore(clock);
    }

    /**
     * A claimed chunk with what decides which of its recipients get a message.
     *
     * @param exceptions recipients that failed, were skipped or have an open delivery
     */
    public record ClaimedChunk(Chunk chunk, Set<Long> exceptions) {
        /** Whether the recipient has an outcome or an open delivery. */
        public boolean isSettled(long recipient) {
            return chunk.isDelivered(recipient) || exceptions.contains(recipient);
        }
    }

    /** Reads what there is to know about a claim, in its transaction. */
    public Optional<ClaimedChunk> read(Connection connection, Optional<Chunk> claimed) throws SQLException {
        if (claimed.isEmpty()) {
            return Optional.empty();
        }
        Chunk chunk = claimed.get();
        Set<Long> exceptions = chunk.touched() ? exceptions(connection, chunk) : Set.of();
        return Optional.of(new ClaimedChunk(chunk, exceptions));
    }

    private static Set<Long> exceptions(Connection connection, Chunk chunk) throws SQLException {
        Set<Long> exceptions = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select recipient from outcome where plan_id = ? and recipient between ? and ?
                union all
                select recipient from open_delivery where plan_id = ? and recipient between ? and ?""")) {
            for (int i = 0; i < 2; i++) {
                select.setLong(3 * i + 1, chunk.plan().id());
                select.setLong(3 * i + 2, chunk.plan().firstId(chunk.number()));
                select.setLong(3 * i + 3, chunk.plan().lastId(chunk.number()));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    exceptions.add(rows.getLong(1));
                }
            }
        }
        return exceptions;
    }

    /**
     * Recipients in this range of ids that have received, are being sent, or may have received a later event of the
     * incident: in a broken chunk the outcomes are unknown.
     */
    public Set<Long> toldLater(Connection connection, Plan plan, long firstId, long lastId) throws SQLException {
        return select(connection, LATER_TOLD, plan, firstId, lastId);
    }

    private static Set<Long> select(Connection connection, String sql, Plan plan, long firstId, long lastId)
            throws SQLException {
        Set<Long> recipients = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, firstId);
            select.setLong(2, lastId);
            select.setString(3, plan.incidentId());
            select.setString(4, plan.destination());
            select.setLong(5, plan.version());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    recipients.add(rows.getLong(1));
                }
            }
        }
        return recipients;
    }

    /**
     * Closes the earlier, certainly failed deliveries of this incident to {@code recipient}: the newer event supersedes
     * them. Closes nothing under a lease that has been taken over.
     *
     * @return false if one of them stays open because its outcome is unknown or it is in progress
     */
    public boolean supersede(Connection connection, Chunk newer, long recipient) throws SQLException {
        Plan plan = newer.plan();
        List<Long> earlier = lockEarlier(connection, plan);
        if (leases.lock(connection, List.of(newer.lease())).isEmpty()) {
            return false;
        }
        try (PreparedStatement close = connection.prepareStatement("""
                with closed as (
                    delete from open_delivery
                    where plan_id = any(?) and recipient = ? and state = 1 and leased_until is null
                    returning plan_id, recipient),
                told as (
                    insert into outcome (plan_id, recipient, code, at)
                    select plan_id, recipient, ?, coalesce(?::timestamptz, now()) from closed
                    on conflict do nothing returning plan_id)
                update plan set skipped = skipped + 1, revision = revision + 1,
                    last_at = coalesce(?::timestamptz, now())
                from told where plan.id = told.plan_id""")) {
            close.setArray(1, connection.createArrayOf("bigint", earlier.toArray()));
            close.setLong(2, recipient);
            close.setInt(3, OutcomeCode.SUPERSEDED);
            clock.set(close, 4);
            clock.set(close, 5);
            close.executeUpdate();
        }
        PlanStore.finish(connection, earlier);
        return select(connection, EARLIER_OPEN, plan, recipient, recipient).isEmpty();
    }

    /** Two connections that close the last two deliveries of a plan must see each other's changes. */
    private static List<Long> lockEarlier(Connection connection, Plan newer) throws SQLException {
        List<Long> earlier = new java.util.ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select id from plan where incident_id = ? and destination = ? and version < ?
                    and state in ('active', 'stopping', 'expiring') order by id for update""")) {
            select.setString(1, newer.incidentId());
            select.setString(2, newer.destination());
            select.setLong(3, newer.version());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    earlier.add(rows.getLong(1));
                }
            }
        }
        return earlier;
    }
}
