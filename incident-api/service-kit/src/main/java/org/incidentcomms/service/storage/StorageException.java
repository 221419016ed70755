package org.incidentcomms.service.storage;

import java.sql.SQLException;
import java.util.Set;

/** The database refused a statement, or could not be reached. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Set<String> PASSING = Set.of("40001", "40P01", "55P03", "57014", "25P03");

    private final boolean unavailable;
    private final boolean connectionLost;

    public StorageException(SQLException cause) {
        super(cause.getMessage(), cause);
        this.unavailable = isAway(cause);
        this.connectionLost = isConnectionLost(cause);
    }

    /** Whether the database is away or overloaded, so that the same request may succeed a little later. */
    public boolean isUnavailable() {
        return unavailable;
    }

    /** Whether any other statement would have failed as well. */
    public boolean isConnectionLost() {
        return connectionLost;
    }

    /**
     * Connection failures, too many connections (53), and what passes by itself: a deadlock, a lock or a statement waited
     * for too long, a transaction ended as it idled.
     */
    public static boolean isAway(SQLException failure) {
        String state = failure.getSQLState();
        return isConnectionLost(failure) || state.startsWith("53") || PASSING.contains(state);
    }

    /** Connection failures (08), shutdown (57P), and a pool that gave none in time. */
    private static boolean isConnectionLost(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }
}
