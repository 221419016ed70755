package org.incidentcomms.testkit.quarkus;

import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.incidentcomms.testkit.Engine;
import org.incidentcomms.testkit.kafka.EmbeddedKafka;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;

/**
 * The broker and the database server that all tests of a JVM share. They start at first use, on fresh directories, and
 * end with the JVM.
 *
 * <p>A test that stops one of them starts it again before it ends: others use it after.
 */
public final class SharedServers {

    private SharedServers() {}

    /** The shared broker; started if it is not yet. */
    public static EmbeddedKafka kafka() {
        return EmbeddedKafka.over(engine(JvmServers.KAFKA));
    }

    /** The shared database server; started if it is not yet. It never waits for the disk. */
    public static EmbeddedPostgresServer postgres() {
        return EmbeddedPostgresServer.over(engine(JvmServers.POSTGRES));
    }

    private static Engine engine(String server) {
        try {
            Object controls = ClassLoader.getSystemClassLoader()
                    .loadClass(JvmServers.class.getName())
                    .getMethod("controls", String.class)
                    .invoke(null, server);
            return new Controlled((Map<?, ?>) controls);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot start the shared server " + server, e);
        }
    }

    /** A server that lives under another class loader. */
    private record Controlled(Map<?, ?> controls) implements Engine {

        @Override
        public int port() {
            return (Integer) control("port");
        }

        @Override
        public void start() {
            ((Runnable) control("start")).run();
        }

        @Override
        public void stop() {
            ((Runnable) control("stop")).run();
        }

        @Override
        public boolean isRunning() {
            return ((BooleanSupplier) control("running")).getAsBoolean();
        }

        private Object control(String name) {
            return Objects.requireNonNull(controls.get(name), name);
        }
    }
}
