package org.incidentcomms.testkit.quarkus;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.incidentcomms.testkit.Directories;
import org.incidentcomms.testkit.kafka.EmbeddedKafka;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;

/**
 * Servers shared by the whole JVM, kept under the system class loader.
 *
 * <p>Quarkus gives each test profile its own class loader and closes it afterwards; servers held there would be
 * restarted for each profile and left behind broken. So {@link SharedServers} looks this class up under the system
 * class loader and exchanges only JDK types with it.
 */
public final class JvmServers {

    static final String KAFKA = "kafka";
    static final String POSTGRES = "postgres";

    private static final Map<String, Map<String, Object>> RUNNING = new HashMap<>();

    private JvmServers() {}

    /** The controls of a server: {@code port}, {@code start}, {@code stop}, {@code running}. */
    public static synchronized Map<String, Object> controls(String server) {
        atHome(() -> RUNNING.computeIfAbsent(server, name -> name.startsWith(KAFKA) ? kafka() : postgres()));
        return Map.copyOf(RUNNING.get(server));
    }

    private static Map<String, Object> kafka() {
        Path directory = Directories.temporary("testkit-kafka-");
        EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
        atExit("stop-kafka", () -> {
            kafka.close();
            Directories.delete(directory);
        });
        Runnable start = () -> atHome(kafka::start);
        Runnable stop = kafka::stop;
        BooleanSupplier running = kafka::isRunning;
        return Map.of("port", kafka.port(), "start", start, "stop", stop, "running", running);
    }

    private static Map<String, Object> postgres() {
        EmbeddedPostgresServer postgres = EmbeddedPostgresServer.fastForTests();
        atExit("stop-postgres", postgres::close);
        Runnable start = () -> atHome(postgres::start);
        Runnable stop = postgres::stop;
        BooleanSupplier running = postgres::isRunning;
        return Map.of("port", postgres.port(), "start", start, "stop", stop, "running", running);
    }

    private static void atExit(String name, Runnable action) {
        Runtime.getRuntime().addShutdownHook(new Thread(action, name));
    }

    /** Threads inherit the context class loader, and a broker's threads must not load classes of a test profile. */
    private static void atHome(Runnable action) {
        Thread thread = Thread.currentThread();
        ClassLoader visitors = thread.getContextClassLoader();
        thread.setContextClassLoader(JvmServers.class.getClassLoader());
        try {
            action.run();
        } finally {
            thread.setContextClassLoader(visitors);
        }
    }
}
