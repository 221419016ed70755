package org.incidentcomms.kit.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time in the ledger's SQL, always passed as a parameter. A service uses the database's clock, which all replicas
 * share; a simulation passes its own clock.
 */
@FunctionalInterface
public interface LedgerClock {
    /** The time of the transaction by the database's clock. */
    LedgerClock DATABASE = () -> null;

    /** The placeholder in a statement. */
    String NOW = "coalesce(?::timestamptz, now())";

    /** The time, or null for the database's time. */
    @Nullable Instant instant();

    static LedgerClock of(Clock clock) {
        return clock::instant;
    }

    /** Sets the parameter {@code index}, the value of {@link #NOW}. */
    default void set(PreparedStatement statement, int index) throws SQLException {
        Instant instant = instant();
        statement.setTimestamp(index, instant == null ? null : Timestamp.from(instant));
    }
}
