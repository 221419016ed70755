package org.incidentcomms.service.storage;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The database is unavailable or rejected a statement. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Set<String> PASSING = Set.of("40001", "40P01", "55P03", "57014", "25P03");

    private final boolean unavailable;
    private final boolean connectionLost;

    public StorageException(SQLException cause) {
        super(described(cause), cause);
        this.unavailable = isAway(cause);
        this.connectionLost = isConnectionLost(cause);
    }

    /** The failure's message; the driver hides what it did not expect behind a sentence of its own. */
    public static String described(SQLException failure) {
        Throwable hidden = failure.getCause();
        return hidden == null || hidden instanceof SQLException || hidden instanceof IOException
                ? String.valueOf(failure.getMessage())
                : failure.getMessage() + " (" + hidden + ")";
    }

    /** The SQL state, or null; unlike the message it quotes no value. */
    public @Nullable String sqlState() {
        return getCause() instanceof SQLException cause ? cause.getSQLState() : null;
    }

    /** Whether the database is unavailable or overloaded, so that a retry may succeed. */
    public boolean isUnavailable() {
        return unavailable;
    }

    /** Whether any other statement would have failed as well. */
    public boolean isConnectionLost() {
        return connectionLost;
    }

    /**
     * Connection failures, too many connections (53), and transient conditions: a deadlock, a lock or statement
     * time-out, a transaction ended because it was idle.
     */
    public static boolean isAway(SQLException failure) {
        String state = failure.getSQLState();
        return isConnectionLost(failure) || state.startsWith("53") || PASSING.contains(state);
    }

    /**
     * Connection failures (08), shutdown (57P), an exhausted connection pool, and what the driver did not expect (99):
     * when nobody waits for a connection any more, the pool interrupts the driver that is making it.
     */
    private static boolean isConnectionLost(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P") || state.startsWith("99");
    }
}
