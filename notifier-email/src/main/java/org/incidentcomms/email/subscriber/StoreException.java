package org.incidentcomms.email.subscriber;

import java.sql.SQLException;

/** A database error. Contains the SQL state only, because a driver's message may quote an address. */
final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sqlState;

    StoreException(SQLException cause) {
        super("database error, SQL state " + cause.getSQLState());
        this.sqlState = String.valueOf(cause.getSQLState());
        setStackTrace(cause.getStackTrace());
    }

    /** Whether the database is unreachable, as opposed to having rejected a statement. */
    boolean isUnavailable() {
        return sqlState.startsWith("08") || sqlState.startsWith("57") || sqlState.equals("null");
    }
}
