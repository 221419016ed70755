package org.incidentcomms.testkit.quarkus;

import java.nio.file.Path;
import org.incidentcomms.testkit.Directories;
import org.incidentcomms.testkit.kafka.EmbeddedKafka;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.jspecify.annotations.Nullable;

/**
 * The broker and the database server that all tests of a JVM share. They start at first use, on fresh directories, and
 * end with the JVM.
 *
 * <p>A test that stops one of them starts it again before it ends: others use it after.
 */
public final class SharedServers {

    private static @Nullable EmbeddedKafka kafka;
    private static @Nullable EmbeddedPostgresServer postgres;

    private SharedServers() {}

    /** The shared broker; started if it is not yet. */
    public static synchronized EmbeddedKafka kafka() {
        EmbeddedKafka running = kafka;
        if (running == null) {
            Path directory = Directories.temporary("testkit-kafka-");
            EmbeddedKafka started = EmbeddedKafka.start(directory, 0);
            atExit("stop-kafka", () -> {
                started.close();
                Directories.delete(directory);
            });
            kafka = started;
            running = started;
        }
        return running;
    }

    /** The shared database server; started if it is not yet. It never waits for the disk. */
    public static synchronized EmbeddedPostgresServer postgres() {
        EmbeddedPostgresServer running = postgres;
        if (running == null) {
            EmbeddedPostgresServer started = EmbeddedPostgresServer.fastForTests();
            atExit("stop-postgres", started::close);
            postgres = started;
            running = started;
        }
        return running;
    }

    private static void atExit(String name, Runnable action) {
        Runtime.getRuntime().addShutdownHook(new Thread(action, name));
    }
}
