package org.incidentcomms.kit.ledger;

import java.sql.SQLException;
import java.util.List;
import org.incidentcomms.kit.channel.TemporaryFailure;
import org.incidentcomms.service.storage.StorageException;

/** The ledger's database is unavailable or rejected a statement. */
public final class LedgerException extends RuntimeException implements TemporaryFailure {
    private static final long serialVersionUID = 1L;
    /** Classes of SQLSTATE, see the PostgreSQL manual, appendix A; 99 is the driver's, e.g. interrupted while connecting. */
    private static final List<String> TEMPORARY = List.of("08", "25", "40", "53", "55", "57", "58", "99");

    private final boolean isTemporary;

    LedgerException(SQLException cause) {
        super(StorageException.described(cause), cause);
        String state = cause.getSQLState();
        this.isTemporary = state == null || TEMPORARY.stream().anyMatch(state::startsWith);
    }

    /** Whether a retry may succeed: connection, resources, shutdown, conflicts between transactions. */
    @Override
    public boolean isTemporary() {
        return isTemporary;
    }
}
