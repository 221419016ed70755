package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Claims on work. A claim is a lease: it is renewed while its owner lives, and others may take it over when it has run
 * out. Several replicas share the work because a claim skips what another transaction holds.
 */
public final class ClaimStore {

    /**
     * A leased chunk.
     *
     * @param touched some of its recipients may have an outcome already
     * @param broken an earlier owner vanished: recipients without an outcome are uncertain
     */
    public record Chunk(Plan plan, int number, boolean touched, boolean broken) {}

    /** A leased exception row. */
    public record OpenDelivery(Plan plan, long recipient, OpenState state, int attempts) {}

    /** Why a delivery is open beside its chunk. */
    public enum OpenState {
        RETRY(1),
        UNCERTAIN(2),
        /** Waits for an uncertain earlier event to the same recipient. */
        HELD(3);

        private final int code;

        OpenState(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static OpenState ofCode(int code) {
            return code == 1 ? RETRY : code == 2 ? UNCERTAIN : HELD;
        }
    }

    // Each "offset 0" keeps its sub-select from being turned into a join, and "state <> 2" keeps it off the index of
    // what
    // is unfinished: looked up row by row along chunk_turn or open_delivery_turn, most urgent lane first, the first hit
    // ends the search, whatever the statistics say.

    private static final String CLAIM_CHUNK = """
            with candidate as (
                select next.* from generate_series(0, ?) urgency cross join lateral (
                    select c.plan_id, c.number, c.touched, c.broken or c.state = 1 as broken
                    from chunk c
                    where c.destination = ? and c.lane = urgency and c.state < 2
                        and (c.leased_until is null or c.leased_until < now())
                        and exists (
                            select 1 from plan p
                            where p.id = c.plan_id and not exists (
                                select 1 from plan e
                                where e.incident_id = p.incident_id and e.destination = p.destination
                                    and e.state = 'active' and e.version < p.version
                                    and exists (
                                        select 1 from chunk ec
                                        where ec.plan_id = e.id and ec.state <> 2
                                            and (ec.number = c.number or e.chunk_size <> p.chunk_size) offset 0)
                                offset 0)
                            offset 0)
                    order by c.plan_id, c.number limit 1
                    for update skip locked) next
                limit 1)
            update chunk c set state = 1, touched = true, broken = candidate.broken, owner = ?,
                leased_until = now() + make_interval(secs => ?)
            from candidate, plan p
            where c.plan_id = candidate.plan_id and c.number = candidate.number and p.id = c.plan_id
            returning p.*, p.id as plan_id, c.number, candidate.touched as was_touched, candidate.broken as was_broken""";

    private static final String CLAIM_OPEN = """
            with candidate as (
                select due.* from generate_series(0, ?) urgency cross join lateral (
                    select o.plan_id, o.recipient,
                        case when o.state = 1 and o.leased_until is not null then 2 else o.state end as state
                    from open_delivery o
                    where o.destination = ? and o.lane = urgency and o.next_at <= now()
                        and (o.leased_until is null or o.leased_until < now())
                        and exists (
                            select 1 from plan p
                            where p.id = o.plan_id and not exists (
                                select 1 from plan e
                                where e.incident_id = p.incident_id and e.destination = p.destination
                                    and e.state = 'active' and e.version < p.version
                                    and exists (
                                        select 1 from open_delivery eo
                                        where eo.plan_id = e.id and eo.recipient = o.recipient offset 0)
                                offset 0)
                            offset 0)
                    order by o.next_at limit 1
                    for update skip locked) due
                limit 1)
            update open_delivery o set owner = ?, state = candidate.state,
                leased_until = now() + make_interval(secs => ?)
            from candidate, plan p
            where o.plan_id = candidate.plan_id and o.recipient = candidate.recipient and p.id = o.plan_id
            returning p.*, p.id as plan_id, o.recipient, o.state as open_state, o.attempts""";

    private final String destination;
    private final UUID owner;
    private final double leaseSeconds;

    public ClaimStore(String destination, UUID owner, Duration lease) {
        this.destination = destination;
        this.owner = owner;
        this.leaseSeconds = lease.toMillis() / 1000.0;
    }

    /** Leases the most urgent chunk whose turn it is, of {@code upTo} or a more urgent lane. */
    public Optional<Chunk> claimChunk(Connection connection, Lane upTo) throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(CLAIM_CHUNK)) {
            bind(claim, upTo);
            try (ResultSet rows = claim.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Chunk(
                                PlanStore.plan(rows),
                                rows.getInt("number"),
                                rows.getBoolean("was_touched"),
                                rows.getBoolean("was_broken")))
                        : Optional.empty();
            }
        }
    }

    /** Leases the most urgent open delivery that is due and waits for no earlier one. */
    public Optional<OpenDelivery> claimOpen(Connection connection, Lane upTo) throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(CLAIM_OPEN)) {
            bind(claim, upTo);
            try (ResultSet rows = claim.executeQuery()) {
                return rows.next()
                        ? Optional.of(new OpenDelivery(
                                PlanStore.plan(rows),
                                rows.getLong("recipient"),
                                OpenState.ofCode(rows.getInt("open_state")),
                                rows.getInt("attempts")))
                        : Optional.empty();
            }
        }
    }

    private void bind(PreparedStatement claim, Lane upTo) throws SQLException {
        claim.setInt(1, upTo.rank());
        claim.setString(2, destination);
        claim.setObject(3, owner);
        claim.setDouble(4, leaseSeconds);
    }

    /** Renews every lease of this owner. */
    public void renew(Connection connection) throws SQLException {
        for (String table : new String[] {"chunk", "open_delivery"}) {
            String leased = table.equals("chunk") ? "state = 1" : "leased_until is not null";
            try (PreparedStatement update = connection.prepareStatement("update " + table
                    + " set leased_until = now() + make_interval(secs => ?) where owner = ? and " + leased)) {
                update.setDouble(1, leaseSeconds);
                update.setObject(2, owner);
                update.executeUpdate();
            }
        }
    }

    /** Gives every lease of this owner back, for a clean stop; only when nothing is under way any more. */
    public void releaseAll(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update chunk set state = 0, owner = null, leased_until = null where owner = ? and state = 1")) {
            update.setObject(1, owner);
            update.executeUpdate();
        }
        try (PreparedStatement update = connection.prepareStatement(
                "update open_delivery set owner = null, leased_until = null where owner = ?")) {
            update.setObject(1, owner);
            update.executeUpdate();
        }
    }

    /** Whether this owner still holds the chunk and its plan is still to be worked on. */
    public boolean isHeld(Connection connection, Chunk chunk) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select 1 from chunk c join plan p on p.id = c.plan_id
                where c.plan_id = ? and c.number = ? and c.owner = ? and c.state = 1 and p.state = 'active'""")) {
            select.setLong(1, chunk.plan().id());
            select.setInt(2, chunk.number());
            select.setObject(3, owner);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** The recipients of {@code chunk} that have an outcome or an open delivery in its own plan. */
    public Set<Long> settled(Connection connection, Chunk chunk) throws SQLException {
        Set<Long> settled = new HashSet<>();
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
                    settled.add(rows.getLong(1));
                }
            }
        }
        return settled;
    }

    /**
     * Recipients of {@code chunk} to whom an earlier event of the same incident is still open, by whether it may be
     * closed in favour of this one: a certain failure may, an uncertain or waiting one, or one under way, may not.
     */
    public Map<Long, Boolean> openEarlier(Connection connection, Chunk chunk) throws SQLException {
        Map<Long, Boolean> open = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select o.recipient, bool_and(o.state = 1 and o.leased_until is null)
                from plan e join open_delivery o on o.plan_id = e.id
                where e.incident_id = ? and e.destination = ? and e.version < ? and e.state = 'active'
                    and o.recipient between ? and ?
                group by o.recipient""")) {
            select.setString(1, chunk.plan().incidentId());
            select.setString(2, chunk.plan().destination());
            select.setLong(3, chunk.plan().version());
            select.setLong(4, chunk.plan().firstId(chunk.number()));
            select.setLong(5, chunk.plan().lastId(chunk.number()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    open.put(rows.getLong(1), rows.getBoolean(2));
                }
            }
        }
        return open;
    }

    /**
     * Closes the earlier, certainly failed deliveries of this incident to {@code recipient}: the newer one tells them
     * too.
     *
     * @return false if one of them is not closed, because it is uncertain or under way
     */
    public boolean supersede(Connection connection, Plan newer, long recipient) throws SQLException {
        try (PreparedStatement close = connection.prepareStatement("""
                with closed as (
                    delete from open_delivery o using plan e
                    where e.id = o.plan_id and e.incident_id = ? and e.destination = ? and e.version < ?
                        and o.recipient = ? and o.state = 1 and o.leased_until is null
                    returning o.plan_id, o.recipient),
                told as (
                    insert into outcome (plan_id, recipient, code) select plan_id, recipient, 202 from closed
                    on conflict do nothing returning plan_id)
                update plan set skipped = skipped + 1, revision = revision + 1, last_at = now(),
                    state = case when exists (select 1 from chunk c where c.plan_id = plan.id and c.state < 2)
                        or (select count(*) from open_delivery o where o.plan_id = plan.id) > 1
                        then state else 'done' end
                from told where plan.id = told.plan_id""")) {
            close.setString(1, newer.incidentId());
            close.setString(2, newer.destination());
            close.setLong(3, newer.version());
            close.setLong(4, recipient);
            close.executeUpdate();
        }
        try (PreparedStatement select = connection.prepareStatement("""
                select 1 from plan e join open_delivery o on o.plan_id = e.id
                where e.incident_id = ? and e.destination = ? and e.version < ? and o.recipient = ?""")) {
            select.setString(1, newer.incidentId());
            select.setString(2, newer.destination());
            select.setLong(3, newer.version());
            select.setLong(4, recipient);
            try (ResultSet rows = select.executeQuery()) {
                return !rows.next();
            }
        }
    }
}
