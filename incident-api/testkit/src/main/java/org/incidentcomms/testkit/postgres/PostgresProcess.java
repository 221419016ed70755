package org.incidentcomms.testkit.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.incidentcomms.testkit.Directories;
import org.incidentcomms.testkit.Ports;
import org.incidentcomms.testkit.RestartableServer;

/** The server process: one directory, one port. */
final class PostgresProcess implements RestartableServer {

    /** Time-out of each PostgreSQL command. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path dataDir;
    private final Path log;
    private final int port;
    private final boolean durable;
    private boolean running;

    private PostgresProcess(Path dataDir, Path log, int port, boolean durable) {
        this.dataDir = dataDir.toAbsolutePath();
        this.log = log;
        this.port = Ports.orFree(port);
        this.durable = durable;
    }

    static PostgresProcess durable(Path dataDir, Path log, int port) {
        return new PostgresProcess(dataDir, log, port, true);
    }

    /** A server with fsync off. */
    static PostgresProcess fast(Path dataDir, Path log, int port) {
        return new PostgresProcess(dataDir, log, port, false);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        RunningPostgres.stop(dataDir);
        PostgresPrograms programs = PostgresPrograms.unpacked();
        if (!Files.exists(dataDir.resolve("PG_VERSION"))) {
            initialize(programs);
        }
        String seconds = String.valueOf(LIMIT.toSeconds());
        programs.run(
                dataDir,
                log,
                LIMIT.plusSeconds(10),
                "pg_ctl",
                List.of("start", "-w", "-t", seconds, "-o", String.join(" ", settings())));
        running = true;
    }

    @Override
    public synchronized void stop() {
        if (running) {
            running = false;
            RunningPostgres.stop(dataDir);
        }
    }

    /**
     * Initialises the directory beside its final place and renames it, so that it is complete or absent after a kill.
     */
    private void initialize(PostgresPrograms programs) {
        Path unfinished = dataDir.resolveSibling(dataDir.getFileName() + ".initializing");
        try {
            Directories.delete(unfinished);
            Files.createDirectories(dataDir.getParent());
            List<String> options = Stream.concat(
                            Stream.of("-A", "trust", "-U", EmbeddedPostgresServer.USER, "-E", "UTF-8", "--locale=C"),
                            durable ? Stream.of() : Stream.of("--no-sync"))
                    .toList();
            programs.run(unfinished, log, LIMIT, "initdb", options);
            Files.move(unfinished, dataDir, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot initialise the database in " + dataDir + ": " + e.getMessage(), e);
        }
    }

    private List<String> settings() {
        String durability = durable ? "on" : "off";
        return List.of(
                "-p " + port,
                "-c listen_addresses=127.0.0.1",
                // A socket in the temporary directory would be shared with every other server of the machine.
                "-c unix_socket_directories=''",
                "-c timezone=UTC",
                "-c fsync=" + durability,
                "-c full_page_writes=" + durability,
                "-c synchronous_commit=" + durability,
                "-c shared_buffers=32MB",
                "-c max_connections=100");
    }
}
