package org.incidentcomms.kit.ledger;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.incidentcomms.kit.channel.TemporaryFailure;

/** The ledger's database is unavailable or rejected a statement. */
public final class LedgerException extends RuntimeException implements TemporaryFailure {
    private static final long serialVersionUID = 1L;
    /** Classes of SQLSTATE, see the PostgreSQL manual, appendix A. */
    private static final List<String> TEMPORARY = List.of("08", "25", "40", "53", "55", "57", "58");

    private final boolean isTemporary;

    LedgerException(SQLException cause) {
        super(described(cause), cause);
        String state = cause.getSQLState();
        this.isTemporary = state == null || TEMPORARY.stream().anyMatch(state::startsWith);
    }

    /** The driver hides what it did not expect behind a sentence of its own. */
    private static String described(SQLException cause) {
        Throwable hidden = cause.getCause();
        return hidden == null || hidden instanceof SQLException || hidden instanceof IOException
                ? String.valueOf(cause.getMessage())
                : cause.getMessage() + " (" + hidden + ")";
    }

    /** Whether a retry may succeed: connection, resources, shutdown, conflicts between transactions. */
    @Override
    public boolean isTemporary() {
        return isTemporary;
    }
}
