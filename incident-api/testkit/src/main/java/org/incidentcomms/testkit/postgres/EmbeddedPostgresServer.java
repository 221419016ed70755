package org.incidentcomms.testkit.postgres;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.incidentcomms.testkit.Directories;
import org.incidentcomms.testkit.Ports;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL on 127.0.0.1, user {@code postgres}, no password.
 *
 * <p>Durable unless {@link #fastForTests()} was said: what was committed is there after a kill -9. With a given
 * directory the data stay over {@link #stop()} and {@link #start()}, also those of another JVM; a temporary directory
 * goes with {@link #close()}. A server that a killed JVM left running on the directory is stopped first.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {

    /** The only user. */
    public static final String USER = "postgres";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final Path dataDir;
    private final boolean temporary;
    private final int port;
    private final Map<String, String> settings;
    private @Nullable EmbeddedPostgres server;

    private EmbeddedPostgresServer(Path dataDir, boolean temporary, int port, Map<String, String> settings) {
        this.dataDir = dataDir.toAbsolutePath();
        this.temporary = temporary;
        this.port = port;
        this.settings = settings;
    }

    /** A durable server on this directory and port; 0 picks a free port and keeps it. */
    public static EmbeddedPostgresServer start(Path dataDir, int port) {
        return started(new EmbeddedPostgresServer(dataDir, false, Ports.orFree(port), durable()));
    }

    /** A durable server on a temporary directory. */
    public static EmbeddedPostgresServer start(int port) {
        return started(new EmbeddedPostgresServer(
                Directories.temporary("testkit-postgres-"), true, Ports.orFree(port), durable()));
    }

    /** A server on a temporary directory and a free port that never waits for the disk. */
    public static EmbeddedPostgresServer fastForTests() {
        return started(
                new EmbeddedPostgresServer(Directories.temporary("testkit-postgres-"), true, Ports.free(), fast()));
    }

    /** The port clients talk to. */
    public int port() {
        return port;
    }

    /** The address of this database for JDBC, without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + checked(database);
    }

    /** A pool of up to eight connections to this database; the caller closes it. */
    public AgroalDataSource dataSource(String database) {
        String url = jdbcUrl(database);
        var configuration = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(8)
                        .acquisitionTimeout(Duration.ofSeconds(10))
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

    /** Makes sure this database exists. */
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

    /** Makes sure this database does not exist; its connections are cut. */
    public void dropDatabase(String name) {
        String database = checked(name);
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + database + " with (force)");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot drop database " + database, e);
        }
    }

    /** Starts the server again after {@link #stop()}, with the same data under the same address. */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        LeftoverPostmaster.stop(dataDir);
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(dataDir)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(Duration.ofSeconds(60));
        settings.forEach(builder::setServerConfig);
        try {
            server = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL on " + dataDir, e);
        }
    }

    /** Stops the server; data and port are kept. */
    public synchronized void stop() {
        EmbeddedPostgres running = server;
        server = null;
        if (running != null) {
            try {
                running.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot stop PostgreSQL on " + dataDir, e);
            }
        }
    }

    @Override
    public void close() {
        stop();
        if (temporary) {
            Directories.delete(dataDir);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("postgres"), USER, "");
    }

    private static EmbeddedPostgresServer started(EmbeddedPostgresServer server) {
        server.start();
        return server;
    }

    /** The library starts the server with -F and asynchronous commits; both are taken back here. */
    private static Map<String, String> durable() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("fsync", "on");
        settings.put("full_page_writes", "on");
        settings.put("synchronous_commit", "on");
        settings.put("shared_buffers", "32MB");
        settings.put("max_connections", "100");
        return settings;
    }

    private static Map<String, String> fast() {
        Map<String, String> settings = durable();
        settings.put("fsync", "off");
        settings.put("full_page_writes", "off");
        settings.put("synchronous_commit", "off");
        return settings;
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a plain database name: " + name);
        }
        return name;
    }
}
