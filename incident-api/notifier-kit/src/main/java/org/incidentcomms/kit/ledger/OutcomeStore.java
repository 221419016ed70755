package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.ledger.OutcomeLog.ChunkEnded;
import org.incidentcomms.kit.ledger.OutcomeLog.DeadLetter;
import org.incidentcomms.kit.ledger.OutcomeLog.Entry;
import org.incidentcomms.kit.ledger.OutcomeLog.Failed;
import org.incidentcomms.kit.ledger.OutcomeLog.Left;
import org.incidentcomms.kit.ledger.OutcomeLog.Open;
import org.incidentcomms.kit.ledger.OutcomeLog.Told;

/** Outcomes, open deliveries and ended chunks, many in one transaction, with the counts of their plans. */
final class OutcomeStore {
    private final DeadLetterStore deadLetters;

    OutcomeStore(DeadLetterStore deadLetters) {
        this.deadLetters = deadLetters;
    }

    /** Writes {@code entries} in the caller's transaction, and marks done the plans that nothing is left of. */
    void write(Connection connection, List<Entry> entries) throws SQLException {
        TreeSet<Long> planIds = new TreeSet<>();
        entries.forEach(entry -> planIds.add(entry.planId()));
        Object[] plans = planIds.toArray();
        lock(connection, plans);
        outcomes(connection, entries);
        for (Entry entry : entries) {
            switch (entry) {
                case Told told -> noteUrl(connection, told);
                case Failed failed -> bury(connection, failed);
                case Left left -> {}
                case Open open -> open(connection, open);
                case ChunkEnded ended -> end(connection, ended);
            }
        }
        closeOpen(connection, entries.stream().filter(OutcomeStore::wasOpen).toList());
        finish(connection, plans);
    }

    /** Two replicas that end the last two chunks of a plan must see each other's. */
    private static void lock(Connection connection, Object[] plans) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select 1 from plan where id = any(?) order by id for update")) {
            lock.setArray(1, connection.createArrayOf("bigint", plans));
            lock.execute();
        }
    }

    private static void outcomes(Connection connection, List<Entry> entries) throws SQLException {
        List<Long> plans = new ArrayList<>();
        List<Long> recipients = new ArrayList<>();
        List<Integer> codes = new ArrayList<>();
        for (Entry entry : entries) {
            switch (entry) {
                case Told told -> {
                    recipients.add(told.recipient());
                    codes.add(told.dryRun() ? OutcomeCode.DRY_RUN : OutcomeCode.DELIVERED);
                }
                case Failed failed -> {
                    recipients.add(failed.recipient());
                    codes.add(OutcomeCode.of(failed.reason()));
                }
                case Left left -> {
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
            plans.add(entry.planId());
        }
        if (plans.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                with added as (
                    insert into outcome (plan_id, recipient, code)
                    select * from unnest(?::bigint[], ?::bigint[], ?::smallint[]) on conflict do nothing
                    returning plan_id, code),
                counted as (
                    select plan_id, count(*) filter (where code < 100) as delivered,
                        count(*) filter (where code between 100 and 199) as failed,
                        count(*) filter (where code >= 200) as skipped,
                        max(code - 100) filter (where code between 100 and 199) as reason, bool_or(code = 2) as dry_run
                    from added group by plan_id)
                update plan set delivered = plan.delivered + counted.delivered, failed = plan.failed + counted.failed,
                    skipped = plan.skipped + counted.skipped, dry_run = plan.dry_run or counted.dry_run,
                    last_reason = coalesce(counted.reason, plan.last_reason),
                    first_at = case when counted.delivered > 0 then coalesce(plan.first_at, now()) else plan.first_at end,
                    last_at = now(), revision = plan.revision + 1
                from counted where plan.id = counted.plan_id""")) {
            insert.setArray(1, connection.createArrayOf("bigint", plans.toArray()));
            insert.setArray(2, connection.createArrayOf("bigint", recipients.toArray()));
            insert.setArray(3, connection.createArrayOf("smallint", codes.toArray()));
            insert.executeUpdate();
        }
    }

    private static void noteUrl(Connection connection, Told told) throws SQLException {
        if (told.url() == null) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("update plan set url = ? where id = ?")) {
            update.setString(1, told.url());
            update.setLong(2, told.planId());
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

    private static void open(Connection connection, Open open) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into open_delivery
                    (plan_id, destination, lane, recipient, state, attempts, next_at, reason, detail)
                select p.id, p.destination, p.lane, ?, ?, ?, ?, ?, ? from plan p where p.id = ? and p.state = 'active'
                on conflict (plan_id, recipient) do update set state = excluded.state, attempts = excluded.attempts,
                    next_at = excluded.next_at, reason = excluded.reason, detail = excluded.detail, owner = null,
                    leased_until = null""")) {
            upsert.setLong(1, open.recipient());
            upsert.setInt(2, open.state().code());
            upsert.setInt(3, open.attempts());
            upsert.setTimestamp(4, Timestamp.from(open.nextAt()));
            FailureReason reason = open.reason();
            upsert.setObject(5, reason == null ? null : reason.code(), java.sql.Types.SMALLINT);
            upsert.setString(6, open.detail());
            upsert.setLong(7, open.planId());
            upsert.executeUpdate();
        }
        FailureReason reason = open.reason();
        if (reason != null) {
            try (PreparedStatement update = connection.prepareStatement(
                    "update plan set last_reason = ?, revision = revision + 1 where id = ?")) {
                update.setInt(1, reason.code());
                update.setLong(2, open.planId());
                update.executeUpdate();
            }
        }
    }

    private static void end(Connection connection, ChunkEnded ended) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update chunk set state = ?, owner = null, leased_until = now() + make_interval(secs => ?)
                where plan_id = ? and number = ? and state < 2""")) {
            update.setInt(1, ended.done() ? 2 : 0);
            update.setDouble(2, ended.rest().toMillis() / 1000.0);
            update.setLong(3, ended.planId());
            update.setInt(4, ended.number());
            update.executeUpdate();
        }
    }

    private static void closeOpen(Connection connection, List<Entry> closed) throws SQLException {
        if (closed.isEmpty()) {
            return;
        }
        try (PreparedStatement delete =
                connection.prepareStatement("delete from open_delivery where plan_id = ? and recipient = ?")) {
            for (Entry entry : closed) {
                delete.setLong(1, entry.planId());
                delete.setLong(2, recipient(entry));
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private static void finish(Connection connection, Object[] plans) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update plan set state = 'done', total = delivered + failed + skipped, revision = revision + 1
                where id = any(?) and state = 'active'
                    and not exists (select 1 from chunk where plan_id = plan.id and chunk.state < 2)
                    and not exists (select 1 from open_delivery where plan_id = plan.id)""")) {
            update.setArray(1, connection.createArrayOf("bigint", plans));
            update.executeUpdate();
        }
    }

    /** Whether the entry ends an open delivery, so that a later one may go ahead. */
    static boolean wasOpen(Entry entry) {
        return switch (entry) {
            case Told told -> told.wasOpen();
            case Failed failed -> failed.wasOpen();
            case Left left -> left.wasOpen();
            case Open open -> false;
            case ChunkEnded ended -> false;
        };
    }

    private static long recipient(Entry entry) {
        return switch (entry) {
            case Told told -> told.recipient();
            case Failed failed -> failed.recipient();
            case Left left -> left.recipient();
            case Open open -> open.recipient();
            case ChunkEnded ended -> throw new IllegalArgumentException("a chunk is no recipient");
        };
    }
}
