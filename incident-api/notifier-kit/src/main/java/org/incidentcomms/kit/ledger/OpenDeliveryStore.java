package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.ledger.Lease.Kind;
import org.incidentcomms.kit.ledger.OutcomeWriter.Open;

/** Deliveries with a row of their own: to be retried, settled or released later. */
final class OpenDeliveryStore {
    private final LedgerClock clock;

    OpenDeliveryStore(LedgerClock clock) {
        this.clock = clock;
    }

    /** Inserts the row, or updates it after an attempt; the caller holds the plan's lock and has checked the lease. */
    void put(Connection connection, Open open) throws SQLException {
        long planId = open.lease().planId();
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into open_delivery
                    (plan_id, destination, lane, recipient, state, attempts, next_at, reason, detail)
                select p.id, p.destination, p.lane, ?, ?, ?, ?, ?, ? from plan p where p.id = ? and p.state = 'active'
                on conflict (plan_id, recipient) do update set state = excluded.state, attempts = excluded.attempts,
                    next_at = excluded.next_at, reason = excluded.reason, detail = excluded.detail, owner = null,
                    leased_until = null
                where open_delivery.lease_no = ?""")) {
            upsert.setLong(1, open.recipient());
            upsert.setInt(2, open.state().code());
            upsert.setInt(3, open.attempts());
            upsert.setTimestamp(4, Timestamp.from(open.nextAt()));
            FailureReason reason = open.reason();
            upsert.setObject(5, reason == null ? null : reason.code(), java.sql.Types.SMALLINT);
            upsert.setString(6, open.detail());
            upsert.setLong(7, planId);
            upsert.setLong(8, openLeaseNo(open));
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

    /** In a plan stopped or given up meanwhile nothing is retried. */
    private void close(Connection connection, Open open) throws SQLException {
        try (PreparedStatement close = connection.prepareStatement("""
                with closed as (
                    delete from open_delivery o using plan p
                    where p.id = o.plan_id and p.state <> 'active' and o.plan_id = ? and o.recipient = ?
                        and o.lease_no = ?),
                written as (
                    insert into outcome (plan_id, recipient, code, at)
                    select id, ?, ?, coalesce(?::timestamptz, now()) from plan where id = ? and state = 'expiring'
                    on conflict do nothing returning plan_id)
                update plan set failed = failed + 1 from written where plan.id = written.plan_id""")) {
            close.setLong(1, open.lease().planId());
            close.setLong(2, open.recipient());
            close.setLong(3, openLeaseNo(open));
            close.setLong(4, open.recipient());
            close.setInt(5, OutcomeCode.GAVE_UP);
            clock.set(close, 6);
            close.setLong(7, open.lease().planId());
            close.executeUpdate();
        }
    }
}
