package org.incidentcomms.email.subscriber;

import java.sql.SQLException;

/** The database did not answer as it should. Tells the SQL state only: a driver's message may quote an address. */
final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sqlState;

    StoreException(SQLException cause) {
        super("database error, SQL state " + cause.getSQLState());
        this.sqlState = String.valueOf(cause.getSQLState());
        setStackTrace(cause.getStackTrace());
    }

    /** Whether the database is away, rather than refusing what we said. */
    boolean isUnavailable() {
        return sqlState.startsWith("08") || sqlState.startsWith("57") || sqlState.equals("null");
    }
}
