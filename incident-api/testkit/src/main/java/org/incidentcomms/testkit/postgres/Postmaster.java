package org.incidentcomms.testkit.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.incidentcomms.testkit.Engine;
import org.incidentcomms.testkit.Ports;
import org.incidentcomms.testkit.QuietLogs;
import org.jspecify.annotations.Nullable;

/** The server itself: unpacked binaries, one directory, one port. */
final class Postmaster implements Engine {

    private final Path dataDir;
    private final int port;
    private final Map<String, String> settings;
    private @Nullable EmbeddedPostgres server;

    private Postmaster(Path dataDir, int port, Map<String, String> settings) {
        this.dataDir = dataDir.toAbsolutePath();
        this.port = Ports.orFree(port);
        this.settings = settings;
        QuietLogs.warningsOnly("io.zonky.test");
    }

    /** The library starts servers with fsync and synchronous commits off; here both are on again. */
    static Postmaster durable(Path dataDir, int port) {
        return new Postmaster(dataDir, port, settings("on"));
    }

    static Postmaster fast(Path dataDir, int port) {
        return new Postmaster(dataDir, port, settings("off"));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public synchronized boolean isRunning() {
        return server != null;
    }

    @Override
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

    @Override
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

    private static Map<String, String> settings(String durability) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("fsync", durability);
        settings.put("full_page_writes", durability);
        settings.put("synchronous_commit", durability);
        settings.put("shared_buffers", "32MB");
        settings.put("max_connections", "100");
        return settings;
    }
}
