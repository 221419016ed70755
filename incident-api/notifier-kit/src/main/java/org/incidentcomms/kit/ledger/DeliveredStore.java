package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.incidentcomms.kit.ledger.Lease.Kind;
import org.incidentcomms.kit.ledger.OutcomeWriter.Delivered;
import org.incidentcomms.kit.ledger.OutcomeWriter.Entry;

/**
 * Writes the common case, successful deliveries out of leased chunks, in one statement: it locks the plans, sets the
 * recipients' bits where the lease is still held, and raises the counts.
 */
final class DeliveredStore {
    private static final String ADD = """
            with delivery as (
                select * from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[])
                    with ordinality d (plan_id, number, lease_no, recipient, dry_run, index)),
            locked as materialized (
                select id, chunk_size from plan where id in (select plan_id from delivery) and state = 'active'
                order by id for update),
            told as (
                update chunk c set delivered = set_bit(c.delivered, ((d.recipient - 1) % p.chunk_size)::int, 1)
                from delivery d join locked p on p.id = d.plan_id
                where c.plan_id = d.plan_id and c.number = d.number and c.lease_no = d.lease_no and c.state = 1
                    and get_bit(c.delivered, ((d.recipient - 1) % p.chunk_size)::int) = 0
                returning d.*),
            counted as (
                select plan_id, count(*) as delivered, bool_or(dry_run) as dry_run,
                    coalesce(?::timestamptz, now()) as now
                from told group by plan_id),
            noted as (
                update plan set delivered = plan.delivered + counted.delivered,
                    total = greatest(plan.total, plan.delivered + counted.delivered + plan.skipped),
                    dry_run = plan.dry_run or counted.dry_run, first_at = coalesce(plan.first_at, counted.now),
                    last_at = counted.now, revision = plan.revision + 1
                from counted where plan.id = counted.plan_id)
            select index from told""";

    /** SQL condition: the recipient's bit is set. Both parameters are SQL expressions. */
    static String isDelivered(String planId, String recipient) {
        return """
                exists (select from chunk dc join plan dp on dp.id = dc.plan_id
                    where dc.plan_id = %1$s and dc.number = (%2$s - 1) / dp.chunk_size
                        and get_bit(dc.delivered, ((%2$s - 1) %% dp.chunk_size)::int) = 1)""".formatted(planId, recipient);
    }

    private final LedgerClock clock;

    DeliveredStore(LedgerClock clock) {
        this.clock = clock;
    }

    /** Whether {@link #add} can write {@code entry}. */
    static boolean isPlain(Entry entry) {
        return entry instanceof Delivered delivered
                && delivered.url() == null
                && delivered.lease().kind() == Kind.CHUNK;
    }

    /**
     * Writes {@code entries} in the caller's transaction; all of them must be plain.
     *
     * @return those that were written; of the others the lease was taken over, the plan is no longer active, or the
     *     delivery is known already
     */
    Set<Entry> add(Connection connection, List<Entry> entries) throws SQLException {
        Long[] plans = new Long[entries.size()];
        Long[] numbers = new Long[entries.size()];
        Long[] leaseNos = new Long[entries.size()];
        Long[] recipients = new Long[entries.size()];
        Boolean[] dryRuns = new Boolean[entries.size()];
        for (int i = 0; i < entries.size(); i++) {
            Delivered delivered = (Delivered) entries.get(i);
            Lease lease = delivered.lease();
            plans[i] = lease.planId();
            numbers[i] = lease.item();
            leaseNos[i] = lease.no();
            recipients[i] = delivered.recipient();
            dryRuns[i] = delivered.dryRun();
        }
        Set<Entry> written = new HashSet<>();
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setArray(1, connection.createArrayOf("bigint", plans));
            add.setArray(2, connection.createArrayOf("bigint", numbers));
            add.setArray(3, connection.createArrayOf("bigint", leaseNos));
            add.setArray(4, connection.createArrayOf("bigint", recipients));
            add.setArray(5, connection.createArrayOf("boolean", dryRuns));
            clock.set(add, 6);
            try (ResultSet rows = add.executeQuery()) {
                while (rows.next()) {
                    written.add(entries.get(rows.getInt(1) - 1));
                }
            }
        }
        return written;
    }
}
