package org.incidentcomms.local.part;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.logging.Level;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.FileHandler;

/** The library that runs the database server logs what the server prints; here it gets a file like every other part. */
final class PostgresLog {

    /** Held, for a logger nobody holds forgets its handlers. */
    private static final Logger LOGGER = Logger.getLogger(EmbeddedPostgres.class.getName());

    private PostgresLog() {}

    static void writeTo(Path log) throws FileNotFoundException {
        LOGGER.clearHandlers();
        LOGGER.addHandler(
                new FileHandler(new PatternFormatter("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %s%e%n"), log.toFile(), true));
        LOGGER.setUseParentHandlers(false);
        LOGGER.setLevel(Level.INFO);
    }
}
