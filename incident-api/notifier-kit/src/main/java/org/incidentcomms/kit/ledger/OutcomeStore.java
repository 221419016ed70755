package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.incidentcomms.kit.ledger.OutcomeWriter.ChunkEnded;
import org.incidentcomms.kit.ledger.OutcomeWriter.DeadLetter;
import org.incidentcomms.kit.ledger.OutcomeWriter.Delivered;
import org.incidentcomms.kit.ledger.OutcomeWriter.Entry;
import org.incidentcomms.kit.ledger.OutcomeWriter.Failed;
import org.incidentcomms.kit.ledger.OutcomeWriter.Open;
import org.incidentcomms.kit.ledger.OutcomeWriter.Skipped;

/** Writes outcomes, open deliveries and ended chunks, many per transaction, and updates the counts of their plans. */
final class OutcomeStore {
    private final DeadLetterStore deadLetters;
    private final LedgerClock clock;
    private final LeaseStore leases;
    private final OpenDeliveryStore openDeliveries;
    private final DeliveredStore delivered;

    OutcomeStore(DeadLetterStore deadLetters, LedgerClock clock) {
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.leases = new LeaseStore(clock);
        this.openDeliveries = new OpenDeliveryStore(clock);
        this.delivered = new DeliveredStore(clock);
    }

    /**
     * Writes {@code entries} in the caller's transaction, and marks plans with no remaining work as done. Under a lease
     * that has been taken over, only a successful delivery is written: it is true whoever reports it.
     *
     * @return the leases that have not been taken over
     */
    Set<Lease> write(Connection connection, List<Entry> entries) throws SQLException {
        List<Entry> plain = entries.stream().filter(DeliveredStore::isPlain).toList();
        if (plain.size() < entries.size()) {
            lock(connection, plans(entries));
        }
        Set<Entry> written = plain.isEmpty() ? Set.of() : delivered.add(connection, plain);
        List<Entry> others =
                entries.stream().filter(entry -> !written.contains(entry)).toList();
        Set<Lease> held = others.isEmpty() ? new HashSet<>() : writeOthers(connection, others);
        written.forEach(entry -> held.add(entry.lease()));
        return held;
    }

    private static TreeSet<Long> plans(List<Entry> entries) {
        return entries.stream().map(entry -> entry.lease().planId()).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<Lease> writeOthers(Connection connection, List<Entry> entries) throws SQLException {
        TreeSet<Long> plans = plans(entries);
        lock(connection, plans);
        Set<Lease> held =
                leases.lock(connection, entries.stream().map(Entry::lease).toList());
        List<Delivered> late = new ArrayList<>();
        List<Entry> valid = new ArrayList<>();
        for (Entry entry : entries) {
            if (held.contains(entry.lease())) {
                valid.add(entry);
            } else if (entry instanceof Delivered told) {
                late.add(told);
            }
        }
        // Two statements: a failure of the same recipient must see that the late delivery is known.
        overrule(connection, late);
        outcomes(connection, List.copyOf(late));
        outcomes(connection, valid);
        for (Entry entry : Stream.concat(valid.stream(), late.stream()).toList()) {
            switch (entry) {
                case Delivered told -> noteUrl(connection, told);
                case Failed failed -> bury(connection, failed);
                case Skipped left -> {}
                case Open open -> openDeliveries.put(connection, open);
                case ChunkEnded ended -> end(connection, ended);
            }
        }
        openDeliveries.end(connection, valid);
        openDeliveries.endUnlessTakenOver(connection, late);
        PlanStore.finish(connection, plans);
        return held;
    }

    /** Two replicas that end the last two chunks of a plan must see each other's changes. */
    private static void lock(Connection connection, Set<Long> plans) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select 1 from plan where id = any(?) order by id for update")) {
            lock.setArray(1, connection.createArrayOf("bigint", plans.toArray()));
            lock.execute();
        }
    }

    /** A late "delivered" replaces the outcome the next owner wrote; one written later does not replace it. */
    private static void overrule(Connection connection, List<Delivered> late) throws SQLException {
        if (late.isEmpty()) {
            return;
        }
        try (PreparedStatement delete =
                connection.prepareStatement("""
                with overruled as (
                    delete from outcome o using unnest(?::bigint[], ?::bigint[]) l (plan_id, recipient)
                    where o.plan_id = l.plan_id and o.recipient = l.recipient
                    returning o.plan_id, o.code),
                counted as (
                    select plan_id, count(*) filter (where %1$s) as failed,
                        count(*) filter (where %2$s) as skipped
                    from overruled group by plan_id)
                update plan set failed = plan.failed - counted.failed, skipped = plan.skipped - counted.skipped
                from counted where plan.id = counted.plan_id""".formatted(OutcomeCode.IS_FAILED, OutcomeCode.IS_SKIPPED))) {
            delete.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint",
                            late.stream().map(told -> told.lease().planId()).toArray()));
            delete.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", late.stream().map(Delivered::recipient).toArray()));
            delete.executeUpdate();
        }
    }

    private void outcomes(Connection connection, List<Entry> entries) throws SQLException {
        List<Long> plans = new ArrayList<>();
        List<Long> recipients = new ArrayList<>();
        List<Integer> codes = new ArrayList<>();
        List<Boolean> uncertain = new ArrayList<>();
        for (Entry entry : entries) {
            switch (entry) {
                case Delivered told -> {
                    recipients.add(told.recipient());
                    codes.add(told.dryRun() ? OutcomeCode.DRY_RUN : OutcomeCode.DELIVERED);
                }
                case Failed failed -> {
                    recipients.add(failed.recipient());
                    codes.add(OutcomeCode.of(failed.reason()));
                }
                case Skipped left -> {
                    recipients.add(left.recipient());
                    codes.add(OutcomeCode.of(left.reason()));
                }
                case Open open -> {
                    continue;
                }
                case ChunkEnded ended -> {
                    continue;
                }
            }
            plans.add(entry.lease().planId());
            uncertain.add(entry instanceof Failed failed && failed.uncertain());
        }
        if (plans.isEmpty()) {
            return;
        }
        // In a plan that was given up, every recipient without an outcome counts as failed: each late outcome lowers
        // the count.
        try (PreparedStatement insert = connection.prepareStatement("""
                with entry as (
                    select * from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::boolean[])
                        e (plan_id, recipient, code, uncertain)),
                added as (
                    insert into outcome (plan_id, recipient, code, uncertain, at)
                    select plan_id, recipient, code, uncertain or exists (select from open_delivery o
                            where o.plan_id = entry.plan_id and o.recipient = entry.recipient
                                and (o.maybe_received or o.state = 2)),
                        coalesce(?::timestamptz, now())
                    from entry where not %1$s and not %6$s
                    on conflict do nothing
                    returning plan_id, code),
                told as (
                    select distinct e.plan_id, e.recipient, e.code, c.number,
                        set_bit(c.delivered # c.delivered, ((e.recipient - 1) %% p.chunk_size)::int, 1) as bit
                    from entry e join plan p on p.id = e.plan_id
                    join chunk c on c.plan_id = p.id and c.number = (e.recipient - 1) / p.chunk_size
                    where e.%1$s and get_bit(c.delivered, ((e.recipient - 1) %% p.chunk_size)::int) = 0),
                marked as (
                    update chunk c set delivered = c.delivered | bits.new
                    from (select plan_id, number, bit_or(bit) as new from told group by plan_id, number) bits
                    where c.plan_id = bits.plan_id and c.number = bits.number),
                counted as (
                    select plan_id, count(*) filter (where %1$s) as delivered,
                        count(*) filter (where %2$s) as failed, count(*) filter (where %3$s) as skipped,
                        max(%4$s) filter (where %2$s) as reason, bool_or(code = %5$d) as dry_run,
                        coalesce(?::timestamptz, now()) as now
                    from (select * from added union all select plan_id, code from told) noted group by plan_id)
                update plan set delivered = plan.delivered + counted.delivered,
                    total = greatest(plan.total, plan.delivered + counted.delivered + plan.skipped + counted.skipped),
                    failed = case when plan.state <> 'done' then plan.failed + counted.failed
                        else greatest(0, least(plan.failed + counted.failed, plan.total - plan.delivered
                            - counted.delivered - plan.skipped - counted.skipped)) end,
                    skipped = plan.skipped + counted.skipped, dry_run = plan.dry_run or counted.dry_run,
                    last_reason = coalesce(counted.reason, plan.last_reason),
                    first_at = case when counted.delivered > 0 then coalesce(plan.first_at, counted.now)
                        else plan.first_at end,
                    last_at = counted.now, revision = plan.revision + 1
                from counted where plan.id = counted.plan_id""".formatted(
                        OutcomeCode.IS_DELIVERED,
                        OutcomeCode.IS_FAILED,
                        OutcomeCode.IS_SKIPPED,
                        OutcomeCode.FAILURE_REASON,
                        OutcomeCode.DRY_RUN,
                        DeliveredStore.isDelivered("entry.plan_id", "entry.recipient")))) {
            insert.setArray(1, connection.createArrayOf("bigint", plans.toArray()));
            insert.setArray(2, connection.createArrayOf("bigint", recipients.toArray()));
            insert.setArray(3, connection.createArrayOf("smallint", codes.toArray()));
            insert.setArray(4, connection.createArrayOf("boolean", uncertain.toArray()));
            clock.set(insert, 5);
            clock.set(insert, 6);
            insert.executeUpdate();
        }
    }

    private static void noteUrl(Connection connection, Delivered told) throws SQLException {
        if (told.url() == null) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("update plan set url = ? where id = ?")) {
            update.setString(1, told.url());
            update.setLong(2, told.lease().planId());
            update.executeUpdate();
        }
    }

    private void bury(Connection connection, Failed failed) throws SQLException {
        DeadLetter letter = failed.deadLetter();
        if (letter != null) {
            deadLetters.delivery(
                    connection,
                    letter.eventId(),
                    letter.destination(),
                    failed.recipient(),
                    failed.reason().label(),
                    failed.detail());
        }
    }

    private void end(Connection connection, ChunkEnded ended) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update chunk set state = case when ? or p.state <> 'active' then 2 else 0 end,
                    given_up = not ? and p.state = 'expiring', broken = chunk.broken or ?, owner = null,
                    leased_until = coalesce(?::timestamptz, now()) + make_interval(secs => ?)
                from plan p where p.id = chunk.plan_id and plan_id = ? and number = ? and chunk.state = 1""")) {
            update.setBoolean(1, ended.done());
            update.setBoolean(2, ended.done());
            update.setBoolean(3, ended.broken());
            clock.set(update, 4);
            update.setDouble(5, ended.rest().toMillis() / 1000.0);
            update.setLong(6, ended.lease().planId());
            update.setLong(7, ended.lease().item());
            update.executeUpdate();
        }
    }
}
