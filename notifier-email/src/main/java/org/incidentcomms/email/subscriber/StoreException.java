package org.incidentcomms.email.subscriber;

import java.sql.SQLException;
import org.incidentcomms.service.storage.StorageException;

/** A database error. Contains the SQL state only, because a driver's message may quote an address. */
final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean unavailable;

    StoreException(SQLException cause) {
        super("database error, SQL state " + cause.getSQLState());
        this.unavailable = StorageException.isAway(cause);
        setStackTrace(cause.getStackTrace());
    }

    /** Whether the database is unreachable, as opposed to having rejected a statement. */
    boolean isUnavailable() {
        return unavailable;
    }
}
