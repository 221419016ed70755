package org.incidentcomms.testkit;

import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jboss.logmanager.Logger;

/**
 * Turns servers that tell their whole life at INFO down to warnings. JBoss' log manager is addressed directly because
 * it is what SLF4J is bound to here, whether or not it is also the JVM's.
 */
public final class QuietLogs {

    /** Held, for a logger nobody holds forgets its level. */
    @SuppressWarnings("unused")
    private static List<Logger> held = List.of();

    private QuietLogs() {}

    /** For a {@code main}, before anything else: the same log manager as everywhere. */
    public static void forProcess() {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    }

    /** From now on only warnings of these categories (and those below them) are printed. */
    public static void warningsOnly(String... categories) {
        limit(Level.WARNING, categories);
    }

    /** From now on only errors of these categories (and those below them) are printed. */
    public static void errorsOnly(String... categories) {
        limit(Level.SEVERE, categories);
    }

    private static synchronized void limit(Level level, String... categories) {
        List<Logger> loggers = Stream.of(categories).map(Logger::getLogger).toList();
        loggers.forEach(logger -> logger.setLevel(level));
        held = Stream.concat(held.stream(), loggers.stream()).distinct().toList();
    }
}
