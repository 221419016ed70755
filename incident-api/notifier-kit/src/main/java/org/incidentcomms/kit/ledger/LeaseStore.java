package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.incidentcomms.kit.ledger.Lease.Kind;

/** Looks up and renews leases by their numbers. */
public final class LeaseStore {
    private static final String HELD_CHUNKS = """
            select c.plan_id, c.number as item, c.lease_no
            from chunk c join unnest(?::bigint[], ?::bigint[], ?::bigint[]) l (plan_id, item, no)
                on c.plan_id = l.plan_id and c.number = l.item and c.lease_no = l.no
            where c.state = 1 order by 1, 2 for update of c""";

    private static final String HELD_OPEN_DELIVERIES = """
            select o.plan_id, o.recipient as item, o.lease_no
            from open_delivery o join unnest(?::bigint[], ?::bigint[], ?::bigint[]) l (plan_id, item, no)
                on o.plan_id = l.plan_id and o.recipient = l.item and o.lease_no = l.no
            where o.leased_until is not null order by 1, 2 for update of o""";

    private static final String RENEW = """
            with held as (%s)
            update %s t set leased_until = coalesce(?::timestamptz, now()) + make_interval(secs => ?)
            from held where t.plan_id = held.plan_id and t.%s = held.item
            returning t.plan_id, held.item, t.lease_no""";

    private final LedgerClock clock;

    public LeaseStore(LedgerClock clock) {
        this.clock = clock;
    }

    /**
     * Returns those of {@code leases} that have not been taken over; their rows are locked until the transaction ends.
     */
    Set<Lease> lock(Connection connection, Collection<Lease> leases) throws SQLException {
        Set<Lease> held = new HashSet<>();
        for (Kind kind : Kind.values()) {
            List<Lease> some = of(kind, leases);
            if (!some.isEmpty()) {
                try (PreparedStatement select = connection.prepareStatement(heldOf(kind))) {
                    bind(connection, select, some);
                    collect(select, kind, held);
                }
            }
        }
        return held;
    }

    /**
     * Renews {@code leases} for {@code length} from now.
     *
     * @return the renewed leases; the others have been taken over
     */
    public Set<Lease> renew(Connection connection, Collection<Lease> leases, Duration length) throws SQLException {
        Set<Lease> renewed = new HashSet<>();
        for (Kind kind : Kind.values()) {
            List<Lease> some = of(kind, leases);
            if (some.isEmpty()) {
                continue;
            }
            String sql = kind == Kind.CHUNK
                    ? RENEW.formatted(HELD_CHUNKS, "chunk", "number")
                    : RENEW.formatted(HELD_OPEN_DELIVERIES, "open_delivery", "recipient");
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                bind(connection, update, some);
                clock.set(update, 4);
                update.setDouble(5, length.toMillis() / 1000.0);
                collect(update, kind, renewed);
            }
        }
        return renewed;
    }

    private static String heldOf(Kind kind) {
        return kind == Kind.CHUNK ? HELD_CHUNKS : HELD_OPEN_DELIVERIES;
    }

    private static List<Lease> of(Kind kind, Collection<Lease> leases) {
        return leases.stream().filter(lease -> lease.kind() == kind).distinct().toList();
    }

    private static void bind(Connection connection, PreparedStatement statement, List<Lease> leases)
            throws SQLException {
        statement.setArray(
                1,
                connection.createArrayOf(
                        "bigint", leases.stream().map(Lease::planId).toArray()));
        statement.setArray(
                2,
                connection.createArrayOf(
                        "bigint", leases.stream().map(Lease::item).toArray()));
        statement.setArray(
                3,
                connection.createArrayOf(
                        "bigint", leases.stream().map(Lease::no).toArray()));
    }

    private static void collect(PreparedStatement statement, Kind kind, Set<Lease> leases) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                leases.add(new Lease(kind, rows.getLong(1), rows.getLong(2), rows.getLong(3)));
            }
        }
    }
}
