package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.ledger.ClaimStore.OpenState;
import org.incidentcomms.kit.ledger.Lease.Kind;
import org.incidentcomms.kit.ledger.OutcomeWriter.ChunkEnded;
import org.incidentcomms.kit.ledger.OutcomeWriter.Delivered;
import org.incidentcomms.kit.ledger.OutcomeWriter.Entry;
import org.incidentcomms.kit.ledger.OutcomeWriter.Failed;
import org.incidentcomms.kit.ledger.OutcomeWriter.Open;
import org.incidentcomms.kit.ledger.OutcomeWriter.Skipped;

/** Deliveries with a row of their own: to be retried, settled or released later. */
final class OpenDeliveryStore {
    private final LedgerClock clock;

    OpenDeliveryStore(LedgerClock clock) {
        this.clock = clock;
    }

    /** Inserts the row, or updates it after an attempt; the caller holds the plan's lock and has checked the lease. */
    void put(Connection connection, Open open) throws SQLException {
        long planId = open.lease().planId();
        try (PreparedStatement upsert =
                connection.prepareStatement("""
                insert into open_delivery
                    (plan_id, destination, lane, recipient, state, attempts, next_at, reason, detail, maybe_received,
                    unknown_outcomes)
                select p.id, p.destination, p.lane, told.recipient, ?, ?, ?, ?, ?,
                    told.uncertain or exists (select from chunk c
                        where c.plan_id = p.id and c.number = (told.recipient - 1) / p.chunk_size and c.broken),
                    ?
                from plan p cross join (values (?::bigint, ?)) told (recipient, uncertain)
                where p.id = ? and p.state = 'active' and not %s
                on conflict (plan_id, recipient) do update set state = excluded.state, attempts = excluded.attempts,
                    next_at = excluded.next_at, reason = excluded.reason, detail = excluded.detail, owner = null,
                    leased_until = null, maybe_received = excluded.maybe_received or open_delivery.maybe_received
                        or open_delivery.state = 2,
                    unknown_outcomes = excluded.unknown_outcomes
                where open_delivery.lease_no = ?""".formatted(DeliveredStore.isDelivered("p.id", "told.recipient")))) {
            upsert.setInt(1, open.state().code());
            upsert.setInt(2, open.tries().attempts());
            upsert.setTimestamp(3, Timestamp.from(open.nextAt()));
            FailureReason reason = open.reason();
            upsert.setObject(4, reason == null ? null : reason.code(), java.sql.Types.SMALLINT);
            upsert.setString(5, open.detail());
            upsert.setInt(6, open.tries().unknown());
            upsert.setLong(7, open.recipient());
            upsert.setBoolean(8, open.state() == OpenState.UNCERTAIN);
            upsert.setLong(9, planId);
            upsert.setLong(10, openLeaseNo(open));
            if (upsert.executeUpdate() == 0) {
                close(connection, open);
            }
        }
        FailureReason reason = open.reason();
        if (reason != null) {
            try (PreparedStatement update = connection.prepareStatement(
                    "update plan set last_reason = ?, revision = revision + 1 where id = ? and state = 'active'")) {
                update.setInt(1, reason.code());
                update.setLong(2, planId);
                update.executeUpdate();
            }
        }
    }

    /**
     * After a commit whose response was lost, a chunk's entry is written again; it must not change a row leased since.
     */
    private static long openLeaseNo(Open open) {
        return open.lease().kind() == Kind.OPEN_DELIVERY ? open.lease().no() : -1;
    }

    /**
     * In a plan stopped or given up meanwhile nothing is retried, nor what is known to be delivered. Whoever may have received it keeps an outcome that
     * says so, or an operator's retry of an earlier update would follow it.
     */
    private void close(Connection connection, Open open) throws SQLException {
        try (PreparedStatement close = connection.prepareStatement("""
                with closed as (
                    delete from open_delivery o using plan p
                    where p.id = o.plan_id and (p.state <> 'active' or %s) and o.plan_id = ? and o.recipient = ?
                        and o.lease_no = ?
                    returning o.maybe_received or o.state = 2 as uncertain),
                known as (select ? or coalesce(bool_or(uncertain), false) as uncertain from closed),
                written as (
                    insert into outcome (plan_id, recipient, code, uncertain, at)
                    select p.id, e.recipient, ?, known.uncertain, coalesce(?::timestamptz, now())
                    from plan p cross join known cross join (values (?::bigint)) e (recipient)
                    where p.id = ? and (p.state = 'expiring' or p.state = 'stopping' and known.uncertain
                            and p.skip_reason is null) and not %s
                    on conflict do nothing returning plan_id)
                update plan set failed = failed + 1 from written where plan.id = written.plan_id""".formatted(
                        DeliveredStore.isDelivered("o.plan_id", "o.recipient"),
                        DeliveredStore.isDelivered("p.id", "e.recipient")))) {
            close.setLong(1, open.lease().planId());
            close.setLong(2, open.recipient());
            close.setLong(3, openLeaseNo(open));
            close.setBoolean(4, open.state() == OpenState.UNCERTAIN);
            close.setInt(5, OutcomeCode.GAVE_UP);
            clock.set(close, 6);
            close.setLong(7, open.recipient());
            close.setLong(8, open.lease().planId());
            close.executeUpdate();
        }
    }

    /** Whether the entry ends an open delivery, so that a later one may proceed. */
    static boolean isEndedBy(Entry entry) {
        return entry.lease().kind() == Kind.OPEN_DELIVERY && !(entry instanceof Open);
    }

    /** Deletes the rows whose own lease reports a final outcome. */
    void end(Connection connection, List<Entry> entries) throws SQLException {
        delete(connection, entries.stream().filter(OpenDeliveryStore::isEndedBy).toList(), "");
    }

    /**
     * Deletes the rows of late deliveries, but not while their next owner holds them: that may be sending, and a later
     * text must not go before its.
     */
    void endUnlessTakenOver(Connection connection, List<Delivered> late) throws SQLException {
        delete(connection, late, " and (leased_until is null or leased_until < coalesce(?::timestamptz, now()))");
    }

    private void delete(Connection connection, List<? extends Entry> entries, String condition) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from open_delivery where plan_id = ? and recipient = ?" + condition)) {
            for (Entry entry : entries) {
                delete.setLong(1, entry.lease().planId());
                delete.setLong(2, recipient(entry));
                if (!condition.isEmpty()) {
                    clock.set(delete, 3);
                }
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private static long recipient(Entry entry) {
        return switch (entry) {
            case Delivered told -> told.recipient();
            case Failed failed -> failed.recipient();
            case Skipped left -> left.recipient();
            case Open open -> open.recipient();
            case ChunkEnded ended -> throw new IllegalArgumentException("a chunk is not a recipient");
        };
    }
}
