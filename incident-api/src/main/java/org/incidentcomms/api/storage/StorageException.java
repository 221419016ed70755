package org.incidentcomms.api.storage;

import java.sql.SQLException;

/** The database refused a statement, or could not be reached. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean unavailable;
    private final boolean connectionLost;

    public StorageException(SQLException cause) {
        super(cause.getMessage(), cause);
        this.unavailable = isAway(cause);
        this.connectionLost = isLost(cause);
    }

    /** Whether the database is away or overloaded, so that the same request may succeed a little later. */
    public boolean isUnavailable() {
        return unavailable;
    }

    /** Whether nothing else could be done on the same connection either; else only what was tried is at fault. */
    public boolean isConnectionLost() {
        return connectionLost;
    }

    /** Connection failures (08), shutdown (57P), and a pool that gave none in time. */
    private static boolean isLost(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }

    /** Connection failures (08), shutdown (57P), too many connections (53), and a pool that gave none in time. */
    static boolean isAway(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
    }
}
