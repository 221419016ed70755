package org.incidentcomms.email.subscriber;

import java.sql.SQLException;
import org.incidentcomms.kit.channel.TemporaryFailure;
import org.incidentcomms.service.storage.StorageException;

/** A database error. Contains the SQL state only, because a driver's message may quote an address. */
public final class StoreException extends RuntimeException implements TemporaryFailure {
    private static final long serialVersionUID = 1L;

    private final boolean unavailable;

    StoreException(SQLException cause) {
        super("database error, SQL state " + cause.getSQLState());
        this.unavailable = StorageException.isAway(cause);
        setStackTrace(cause.getStackTrace());
    }

    /** Whether a failure, whatever wraps it, is that the database is unreachable. */
    public static boolean isDatabaseAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreException store && store.isUnavailable()
                    || cause instanceof SQLException sql && StorageException.isAway(sql)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean isTemporary() {
        return unavailable;
    }

    /** Whether the database is unreachable, as opposed to having rejected a statement. */
    boolean isUnavailable() {
        return unavailable;
    }
}
