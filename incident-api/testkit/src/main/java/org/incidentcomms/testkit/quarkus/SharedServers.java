package org.incidentcomms.testkit.quarkus;

import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.incidentcomms.testkit.RestartableServer;
import org.incidentcomms.testkit.kafka.EmbeddedKafka;
import org.incidentcomms.testkit.mail.MailServer;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.x.XStub;
import org.jspecify.annotations.Nullable;

/**
 * Servers shared by tests, started at first use: the broker and the database server for the whole JVM, the others for
 * the test classes of one profile.
 *
 * <p>A test that stops a server or injects faults restores it before it ends, because other tests use it afterwards.
 */
public final class SharedServers {

    private static @Nullable MailServer mail;
    private static @Nullable XStub x;

    private SharedServers() {}

    /** The shared broker; the first call starts it. */
    public static EmbeddedKafka kafka() {
        return EmbeddedKafka.over(engine(JvmServers.KAFKA));
    }

    /** The broker with this number, from 1, for parallel tests that each need the topics for themselves. */
    public static EmbeddedKafka kafka(int number) {
        return EmbeddedKafka.over(engine(JvmServers.KAFKA + "-" + number));
    }

    /** The shared database server; the first call starts it. It runs with fsync off. */
    public static EmbeddedPostgresServer postgres() {
        return EmbeddedPostgresServer.over(engine(JvmServers.POSTGRES));
    }

    /** The mail server of this test profile; the first call starts it. */
    public static synchronized MailServer mail() {
        MailServer running = mail;
        if (running == null) {
            running = MailServer.start(0);
            mail = running;
        }
        return running;
    }

    /** The X stub of this test profile; the first call starts it. */
    public static synchronized XStub x() {
        XStub running = x;
        if (running == null) {
            running = XStub.start(0);
            x = running;
        }
        return running;
    }

    /** Closes the servers that belong to this test profile. */
    static synchronized void endOfProfile() {
        if (mail != null) {
            mail.close();
            mail = null;
        }
        if (x != null) {
            x.close();
            x = null;
        }
    }

    private static RestartableServer engine(String server) {
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
    private record Controlled(Map<?, ?> controls) implements RestartableServer {

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
