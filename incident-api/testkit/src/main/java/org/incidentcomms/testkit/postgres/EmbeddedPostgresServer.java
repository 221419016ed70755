package org.incidentcomms.testkit.postgres;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.incidentcomms.testkit.Directories;
import org.incidentcomms.testkit.RestartableServer;

/**
 * A real PostgreSQL on 127.0.0.1, user {@code postgres}, no password.
 *
 * <p>Durable unless created by {@link #fastForTests()}: committed data survives a kill -9. With a given directory the
 * data survives {@link #stop()} and {@link #start()}, also across JVMs; a temporary directory is deleted by {@link
 * #close()}. A server that a killed JVM left running on the directory is stopped first. The programs are unpacked once
 * per version into the user's cache directory.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {

    /** The only user. */
    public static final String USER = "postgres";

    /** Maximum size of a {@link #dataSource} pool. */
    public static final int POOL_SIZE = 8;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final RestartableServer engine;
    private final Optional<Path> temporary;

    private EmbeddedPostgresServer(RestartableServer engine, Optional<Path> temporary) {
        this.engine = engine;
        this.temporary = temporary;
    }

    /**
     * A durable server on this directory and port; 0 picks a free port and keeps it.
     *
     * @param log the output of the server and its tools is appended to this file
     */
    public static EmbeddedPostgresServer start(Path dataDir, Path log, int port) {
        return started(PostgresProcess.durable(dataDir, log, port), Optional.empty());
    }

    /** Stops the server that a killed JVM left running on this directory; does nothing if there is none. */
    public static void stopLeftover(Path dataDir) {
        RunningPostgres.stop(dataDir.toAbsolutePath());
    }

    /** A server on a temporary directory and a free port, with fsync off. */
    public static EmbeddedPostgresServer fastForTests() {
        Path folder = Directories.temporary("testkit-postgres-");
        return started(
                PostgresProcess.fast(folder.resolve("data"), folder.resolve("postgres.log"), 0), Optional.of(folder));
    }

    /** A handle on a server that may live under another class loader, running or not. */
    public static EmbeddedPostgresServer over(RestartableServer server) {
        return new EmbeddedPostgresServer(server, Optional.empty());
    }

    /** The port for clients. */
    public int port() {
        return engine.port();
    }

    /** JDBC URL of this database, without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + checked(database);
    }

    /**
     * A pool of up to {@link #POOL_SIZE} connections to this database, configured as in a service; the caller closes
     * it.
     */
    public AgroalDataSource dataSource(String database) {
        String url = jdbcUrl(database);
        var configuration = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(POOL_SIZE)
                        .acquisitionTimeout(Duration.ofSeconds(10))
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .connectionFactoryConfiguration(connection -> connection
                                .jdbcUrl(url)
                                .principal(new NamePrincipal(USER))
                                .credential(new SimplePassword(""))));
        try {
            return AgroalDataSource.from(configuration);
        } catch (SQLException e) {
            throw new IllegalStateException("no data source for " + url, e);
        }
    }

    /** Creates this database if it does not exist. */
    public void createDatabase(String name) {
        String database = checked(name);
        try (Connection connection = connect();
                var exists = connection.prepareStatement("select 1 from pg_database where datname = ?");
                var statement = connection.createStatement()) {
            exists.setString(1, database);
            try (var found = exists.executeQuery()) {
                if (!found.next()) {
                    statement.execute("create database " + database);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create database " + database, e);
        }
    }

    /** Drops this database if it exists; its connections are cut. */
    public void dropDatabase(String name) {
        String database = checked(name);
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + database + " with (force)");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot drop database " + database, e);
        }
    }

    /**
     * Restarts the server, which from then on also serves clients over TLS.
     *
     * @param certificates PEM
     * @param key PEM, readable by its owner only
     */
    public void enableTls(Path certificates, Path key) {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("alter system set ssl_cert_file = '" + certificates.toAbsolutePath() + "'");
            statement.execute("alter system set ssl_key_file = '" + key.toAbsolutePath() + "'");
            statement.execute("alter system set ssl = on");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot enable TLS", e);
        }
        stop();
        start();
    }

    /** Starts the server again after {@link #stop()}, with the same data at the same address. */
    public void start() {
        engine.start();
    }

    /** Stops the server, cutting its connections; data and port are kept. */
    public void stop() {
        engine.stop();
    }

    /** Whether the server is running. */
    public boolean isRunning() {
        return engine.isRunning();
    }

    @Override
    public void close() {
        stop();
        temporary.ifPresent(Directories::delete);
    }

    private static EmbeddedPostgresServer started(RestartableServer engine, Optional<Path> temporary) {
        EmbeddedPostgresServer server = new EmbeddedPostgresServer(engine, temporary);
        server.start();
        return server;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("postgres"), USER, "");
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a plain database name: " + name);
        }
        return name;
    }
}
