package org.incidentcomms.testkit.simulator;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * One replica's way to the database. Each transaction begins and ends at a boundary; the seed decides which lose their
 * connection before or after the commit.
 */
final class FaultyDataSource implements DataSource {
    private static final String CONNECTION_FAILURE = "08006";

    private final SimulatedDatabase database;
    private final Faults faults;

    /** What happens to the next transaction. */
    enum Fault {
        NONE,
        UNREACHABLE,
        LOST_BEFORE_COMMIT,
        LOST_AFTER_COMMIT
    }

    /** Asked once for each transaction. */
    interface Faults {
        Fault next();
    }

    FaultyDataSource(SimulatedDatabase database, Faults faults) {
        this.database = database;
        this.faults = faults;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Actor.boundary();
        Fault fault = faults.next();
        if (fault == Fault.UNREACHABLE) {
            throw lost();
        }
        Connection real = database.borrow();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "commit" -> {
                            commit(real, fault);
                            return null;
                        }
                        case "close" -> {
                            database.giveBack(real);
                            Actor.boundary();
                            return null;
                        }
                        default -> {
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }
                    }
                });
    }

    private static void commit(Connection real, Fault fault) throws SQLException {
        if (fault == Fault.LOST_BEFORE_COMMIT) {
            throw lost();
        }
        real.commit();
        if (fault == Fault.LOST_AFTER_COMMIT) {
            throw lost();
        }
    }

    private static SQLException lost() {
        return new SQLException("connection lost", CONNECTION_FAILURE);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("not wrapped: " + type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
