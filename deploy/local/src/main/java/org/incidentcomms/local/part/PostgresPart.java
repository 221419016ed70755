package org.incidentcomms.local.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.jspecify.annotations.Nullable;

/** The database server with the services' databases; ready when {@link #start} returns. */
public final class PostgresPart implements ManagedProcess {

    private final Path directory;
    private final int port;
    private final List<String> databases;
    private final Path log;
    private @Nullable EmbeddedPostgresServer server;

    public PostgresPart(Path directory, int port, List<String> databases, Path log) {
        this.directory = directory;
        this.port = port;
        this.databases = List.copyOf(databases);
        this.log = log;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Tier tier() {
        return Tier.STORE;
    }

    @Override
    public Set<String> needs() {
        return Set.of();
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public ProcessHandle start() throws IOException {
        closeServer();
        EmbeddedPostgresServer started = EmbeddedPostgresServer.start(directory, log, port);
        server = started;
        databases.forEach(started::createDatabase);
        String pid = Files.readAllLines(directory.resolve("postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip()))
                .orElseThrow(() -> new IOException("PostgreSQL exited right after its start"));
    }

    @Override
    public boolean isReady() {
        return server != null;
    }

    @Override
    public void stop(ProcessHandle process, Duration patience) {
        closeServer();
    }

    /** Also called after a kill, when the server is gone and the library throws. */
    private void closeServer() {
        EmbeddedPostgresServer running = server;
        server = null;
        if (running != null) {
            try {
                running.stop();
            } catch (RuntimeException alreadyGone) {
                // the keeper checks the process itself
            }
        }
    }
}
