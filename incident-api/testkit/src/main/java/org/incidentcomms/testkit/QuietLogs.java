package org.incidentcomms.testkit;

import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jboss.logmanager.Logger;

/**
 * Raises the log level of servers that log verbosely at INFO. Uses JBoss' log manager directly, because SLF4J is bound
 * to it here, whether or not it is also the JVM's.
 */
public final class QuietLogs {

    /** Held, because an unreferenced logger is garbage-collected and loses its level. */
    @SuppressWarnings("unused")
    private static List<Logger> held = List.of();

    private QuietLogs() {}

    /** For a {@code main}, before anything else: installs the same log manager as elsewhere. */
    public static void forProcess() {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    }

    /** Logs only warnings of these categories and their subcategories. */
    public static void warningsOnly(String... categories) {
        limit(Level.WARNING, categories);
    }

    /** Logs only errors of these categories and their subcategories. */
    public static void errorsOnly(String... categories) {
        limit(Level.SEVERE, categories);
    }

    private static synchronized void limit(Level level, String... categories) {
        List<Logger> loggers = Stream.of(categories).map(Logger::getLogger).toList();
        loggers.forEach(logger -> logger.setLevel(level));
        held = Stream.concat(held.stream(), loggers.stream()).distinct().toList();
    }
}
