package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
import org.incidentcomms.testkit.Patience;
import org.junit.jupiter.api.Test;

/** The pool of the release the POM names, not of the one Quarkus comes with. */
class ConnectionPoolTest {
    private static final int MAX_SIZE = 2;

    /**
     * A pool that waits in a loop for connections being made leaves no carrier to any other virtual thread, and the
     * service answers nothing until the database does (<a href="https://github.com/agroal/agroal/issues/214">agroal
     * 214</a>).
     */
    @Test
    void while_the_database_accepts_no_connection_other_calls_are_answered() throws Exception {
        int callers = MAX_SIZE + 2 * Runtime.getRuntime().availableProcessors();
        List<Thread> waiting = new ArrayList<>();
        CountDownLatch answered = new CountDownLatch(1);
        try (AgroalDataSource pool = pool()) {
            try {
                for (int i = 0; i < callers; i++) {
                    waiting.add(Thread.ofVirtual().start(() -> {
                        try (Connection connection = pool.getConnection()) {
                            assertThat(connection).isNull();
                        } catch (SQLException expected) {
                            // the database refuses it in the end
                        }
                    }));
                }
                SilentDatabase.asked.await();

                Thread.ofVirtual().start(answered::countDown);

                Patience.await().until(() -> answered.getCount() == 0);
            } finally {
                SilentDatabase.refusing.countDown();
            }
            for (Thread caller : waiting) {
                caller.join();
            }
        }
    }

    private static AgroalDataSource pool() throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(MAX_SIZE)
                        .acquisitionTimeout(Duration.ofMinutes(1))
                        .connectionFactoryConfiguration(connection ->
                                connection.jdbcUrl("silent:").connectionProviderClass(SilentDatabase.class))));
    }

    /** Answers a connecting client only when the test ends, and then refuses it. */
    public static final class SilentDatabase implements Driver {
        static final CountDownLatch asked = new CountDownLatch(1);
        static final CountDownLatch refusing = new CountDownLatch(1);

        @Override
        public Connection connect(String url, Properties properties) throws SQLException {
            asked.countDown();
            try {
                refusing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new SQLException("refused");
        }

        @Override
        public boolean acceptsURL(String url) {
            return true;
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }
    }
}
