package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One transaction on one connection; rolled back when the work throws. Read committed. */
public final class Transactions {
    private final DataSource dataSource;

    /** Work inside a transaction. */
    @FunctionalInterface
    public interface Work<T extends @org.jspecify.annotations.Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    /** Work inside a transaction that returns nothing. */
    @FunctionalInterface
    public interface Action {
        void on(Connection connection) throws SQLException;
    }

    public Transactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Runs {@code work} and commits.
     *
     * @throws LedgerException if the database is unavailable or rejected a statement; nothing was committed, unless the
     *     connection was lost during the commit itself
     */
    public <T extends @org.jspecify.annotations.Nullable Object> T inTransaction(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                T result = work.on(connection);
                connection.commit();
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new LedgerException(e);
        }
    }

    public void run(Action action) {
        Object unused = inTransaction(connection -> {
            action.on(connection);
            return Boolean.TRUE;
        });
    }
}
