package org.incidentcomms.email.subscriber;

import java.sql.SQLException;
import org.incidentcomms.service.storage.StorageException;

/** The database did not answer as it should. Tells the SQL state only: a driver's message may quote an address. */
final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean unavailable;

    StoreException(SQLException cause) {
        super("database error, SQL state " + cause.getSQLState());
        this.unavailable = StorageException.isAway(cause);
        setStackTrace(cause.getStackTrace());
    }

    /** Whether the database is away, rather than refusing what we said. */
    boolean isUnavailable() {
        return unavailable;
    }
}
