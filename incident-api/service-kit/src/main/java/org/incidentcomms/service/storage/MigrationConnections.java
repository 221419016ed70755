package org.incidentcomms.service.storage;

import io.quarkus.arc.Unremovable;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Lets migrations take longer than the pool's connections allow: to convert a large table takes minutes, and meanwhile the
 * connection that holds Flyway's lock is idle in its transaction. Waiting for a lock stays limited, as others queue up
 * behind it.
 */
@Singleton
@Unremovable
public class MigrationConnections implements FlywayConfigurationCustomizer {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final String IDLE = "idle_in_transaction_session_timeout";

    @Override
    public void customize(FluentConfiguration configuration) {
        DataSource pool = configuration.getDataSource();
        if (pool != null) {
            configuration.dataSource(
                    proxy(DataSource.class, pool, "getConnection", () -> lasting(pool.getConnection())));
        }
    }

    /** Gives the connection back as it was. */
    private static Connection lasting(Connection pooled) throws SQLException {
        int before = pooled.getNetworkTimeout();
        pooled.setNetworkTimeout(Runnable::run, (int) LONGEST.toMillis());
        execute(pooled, "set " + IDLE + " = '" + LONGEST.toSeconds() + "s'");
        return proxy(Connection.class, pooled, "close", () -> {
            if (!pooled.isClosed()) {
                execute(pooled, "reset " + IDLE);
                pooled.setNetworkTimeout(Runnable::run, before);
            }
            pooled.close();
            return null;
        });
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private interface Call {
        @Nullable Object invoke() throws SQLException;
    }

    /** {@code target} with one method, which has no parameters, replaced. */
    private static <T> T proxy(Class<T> type, T target, String replaced, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals(replaced) && method.getParameterCount() == 0) {
                        return call.invoke();
                    }
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
