package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.incidentcomms.kit.ledger.Lease.Kind;

/**
 * Claims on work. A claim is a lease: its owner renews it, and another owner may take it over once it has expired.
 * Several replicas share the work because a claim skips rows locked by another transaction.
 */
public final class ClaimStore {

    /**
     * A leased chunk.
     *
     * @param touched some of its recipients may have an outcome already
     * @param delivered bit i: the recipient with id {@code plan.firstId(number) + i} has received it
     * @param broken an earlier owner crashed: the delivery outcome of recipients without a row is unknown
     * @param earlier recipients with an open delivery of an earlier event of the same incident
     */
    public record Chunk(
            Plan plan, int number, Lease lease, boolean touched, boolean broken, BitSet delivered, Set<Long> earlier) {
        /** Lowest id of a recipient that may be without an outcome. */
        public long firstPending() {
            return plan.firstId(number) + delivered.nextClearBit(0);
        }

        public boolean isDelivered(long recipient) {
            return delivered.get((int) (recipient - plan.firstId(number)));
        }
    }

    /**
     * A leased open delivery.
     *
     * @param tries what was tried before
     * @param delivered whether it is known by now, from an earlier owner, that it was delivered
     */
    public record OpenDelivery(
            Plan plan, long recipient, Lease lease, OpenState state, Tries tries, boolean delivered) {}

    /**
     * What was tried for one recipient.
     *
     * @param attempts counted ones
     * @param unknown attempts whose outcome is unknown, counted or not
     */
    public record Tries(int attempts, int unknown) {
        public static final Tries NONE = new Tries(0, 0);
    }

    /** Why a delivery has a row of its own, outside its chunk. */
    public enum OpenState {
        RETRY(1),
        UNCERTAIN(2),
        /** Waits for an earlier event to the same recipient whose outcome is unknown. */
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

    // Each "offset 0" prevents the planner from turning the sub-select into a join, and "state <> 2" keeps it off the
    // index of unfinished rows: the query walks chunk_turn or open_delivery_turn row by row, most urgent lane first,
    // and stops at the first hit, whatever the statistics say. Plans reopened by an operator also wait for newer plans
    // in progress, which they would otherwise overtake.

    private static final String CLAIM_CHUNK = """
            with candidate as (
                select next.* from generate_series(0, ?) urgency cross join lateral (
                    select c.plan_id, c.number, c.touched, c.broken or c.state = 1 as broken
                    from chunk c
                    where c.destination = ? and c.lane = urgency and c.state < 2
                        and (c.leased_until is null or c.leased_until < coalesce(?::timestamptz, now()))
                        and exists (
                            select 1 from plan p
                            where p.id = c.plan_id and not exists (
                                select 1 from plan e
                                where e.incident_id = p.incident_id and e.destination = p.destination
                                    and e.state in ('active', 'stopping', 'expiring') and e.version < p.version
                                    and exists (
                                        select 1 from chunk ec
                                        where ec.plan_id = e.id and ec.state <> 2
                                            and (ec.number = c.number or e.chunk_size <> p.chunk_size) offset 0)
                                offset 0)
                            and (not p.retried or not exists (
                                select 1 from plan n
                                where n.incident_id = p.incident_id and n.destination = p.destination
                                    and n.state in ('active', 'stopping', 'expiring') and n.version > p.version
                                    and (exists (
                                        select 1 from chunk nc
                                        where nc.plan_id = n.id and nc.state = 1
                                            and (nc.number = c.number or n.chunk_size <> p.chunk_size) offset 0)
                                    or exists (
                                        select 1 from open_delivery no
                                        where no.plan_id = n.id and no.leased_until is not null offset 0))
                                offset 0))
                            offset 0)
                    order by c.plan_id, c.number limit 1
                    for update skip locked) next
                limit 1)
            update chunk c set state = 1, touched = true, broken = candidate.broken, owner = ?,
                lease_no = nextval('lease_no'),
                leased_until = coalesce(?::timestamptz, now()) + make_interval(secs => ?)
            from candidate, plan p
            where c.plan_id = candidate.plan_id and c.number = candidate.number and p.id = c.plan_id
            returning p.*, p.id as plan_id, p.state = 'active' as active, c.number, c.lease_no,
                c.delivered as delivered_bits, candidate.touched as was_touched, candidate.broken as was_broken,
                array(
                    select o.recipient from plan e join open_delivery o on o.plan_id = e.id
                    where e.incident_id = p.incident_id and e.destination = p.destination and e.version < p.version
                        and e.state in ('active', 'stopping', 'expiring')
                        and o.recipient between c.number::bigint * p.chunk_size + 1
                            and (c.number + 1)::bigint * p.chunk_size) as earlier""";

    private static final String CLAIM_OPEN = """
            with candidate as (
                select due.* from generate_series(0, ?) urgency cross join lateral (
                    select o.plan_id, o.recipient, case when o.leased_until is not null then 2 else o.state end as state
                    from open_delivery o
                    where o.destination = ? and o.lane = urgency and o.next_at <= coalesce(?::timestamptz, now())
                        and (o.leased_until is null or o.leased_until < coalesce(?::timestamptz, now()))
                        and exists (
                            select 1 from plan p
                            where p.id = o.plan_id and not exists (
                                select 1 from plan e
                                where e.incident_id = p.incident_id and e.destination = p.destination
                                    and e.state in ('active', 'stopping', 'expiring') and e.version < p.version
                                    and exists (
                                        select 1 from open_delivery eo
                                        where eo.plan_id = e.id and eo.recipient = o.recipient offset 0)
                                offset 0)
                            and (not p.retried or not exists (
                                select 1 from plan n
                                where n.incident_id = p.incident_id and n.destination = p.destination
                                    and n.state in ('active', 'stopping', 'expiring') and n.version > p.version
                                    and (exists (
                                        select 1 from chunk nc
                                        where nc.plan_id = n.id and nc.state = 1
                                            and nc.number = (o.recipient - 1) / n.chunk_size offset 0)
                                    or exists (
                                        select 1 from open_delivery no
                                        where no.plan_id = n.id and no.recipient = o.recipient
                                            and no.leased_until is not null offset 0))
                                offset 0))
                            offset 0)
                    order by o.next_at limit 1
                    for update skip locked) due
                limit 1)
            update open_delivery o set owner = ?, state = candidate.state, lease_no = nextval('lease_no'),
                leased_until = coalesce(?::timestamptz, now()) + make_interval(secs => ?)
            from candidate, plan p
            where o.plan_id = candidate.plan_id and o.recipient = candidate.recipient and p.id = o.plan_id
            returning p.*, p.id as plan_id, p.state = 'active' as active, o.recipient, o.lease_no, o.state as open_state, o.attempts,
                o.unknown_outcomes,
                %s as known_delivered""".formatted(DeliveredStore.isDelivered("o.plan_id", "o.recipient"));

    private final String destination;
    private final UUID owner;
    private final double leaseSeconds;
    private final LedgerClock clock;

    /** {@code owner} is stored for operators only; the lease's number does the fencing. */
    public ClaimStore(String destination, UUID owner, Duration lease, LedgerClock clock) {
        this.destination = destination;
        this.owner = owner;
        this.leaseSeconds = lease.toMillis() / 1000.0;
        this.clock = clock;
    }

    /** Leases the most urgent chunk that is due, of {@code upTo} or a more urgent lane. */
    public Optional<Chunk> claimChunk(Connection connection, Lane upTo) throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(CLAIM_CHUNK)) {
            bind(claim, upTo, 1);
            try (ResultSet rows = claim.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                Plan plan = PlanStore.plan(rows);
                int number = rows.getInt("number");
                Lease lease = new Lease(Kind.CHUNK, plan.id(), number, rows.getLong("lease_no"));
                return Optional.of(new Chunk(
                        plan,
                        number,
                        lease,
                        rows.getBoolean("was_touched"),
                        rows.getBoolean("was_broken"),
                        bits(rows.getString("delivered_bits")),
                        Set.copyOf(List.of((Long[]) rows.getArray("earlier").getArray()))));
            }
        }
    }

    /** Leases the most urgent open delivery that is due and does not wait for an earlier one. */
    public Optional<OpenDelivery> claimOpen(Connection connection, Lane upTo) throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(CLAIM_OPEN)) {
            bind(claim, upTo, 2);
            try (ResultSet rows = claim.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                Plan plan = PlanStore.plan(rows);
                long recipient = rows.getLong("recipient");
                Lease lease = new Lease(Kind.OPEN_DELIVERY, plan.id(), recipient, rows.getLong("lease_no"));
                return Optional.of(new OpenDelivery(
                        plan,
                        recipient,
                        lease,
                        OpenState.ofCode(rows.getInt("open_state")),
                        new Tries(rows.getInt("attempts"), rows.getInt("unknown_outcomes")),
                        rows.getBoolean("known_delivered")));
            }
        }
    }

    private static BitSet bits(String zerosAndOnes) {
        BitSet bits = new BitSet(zerosAndOnes.length());
        for (int i = 0; i < zerosAndOnes.length(); i++) {
            bits.set(i, zerosAndOnes.charAt(i) == '1');
        }
        return bits;
    }

    private void bind(PreparedStatement claim, Lane upTo, int times) throws SQLException {
        int index = 1;
        claim.setInt(index++, upTo.rank());
        claim.setString(index++, destination);
        for (int i = 0; i < times; i++) {
            clock.set(claim, index++);
        }
        claim.setObject(index++, owner);
        clock.set(claim, index++);
        claim.setDouble(index, leaseSeconds);
    }
}
