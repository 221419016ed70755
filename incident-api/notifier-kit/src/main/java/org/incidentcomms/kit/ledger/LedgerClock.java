package org.incidentcomms.kit.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time in the ledger's SQL, always passed as a parameter. In a service it is the database's own clock, which all
 * replicas share; a simulation passes the clock it moves.
 */
@FunctionalInterface
public interface LedgerClock {
    /** The time of the transaction by the database's clock. */
    LedgerClock DATABASE = () -> null;

    /** The parameter's place in a statement. */
    String NOW = "coalesce(?::timestamptz, now())";

    /** The time, or null for that of the database. */
    @Nullable Instant instant();

    static LedgerClock of(Clock clock) {
        return clock::instant;
    }

    /** Sets the parameter {@code index}, which stands for {@link #NOW}. */
    default void set(PreparedStatement statement, int index) throws SQLException {
        Instant instant = instant();
        statement.setTimestamp(index, instant == null ? null : Timestamp.from(instant));
    }
}
