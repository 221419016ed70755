package org.incidentcomms.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.incidentcomms.service.storage.Database;

/** Beans injected into the features. */
final class ApiBeans {
    /** The clock, in milliseconds, as times are stored and published. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Produces
    @ApplicationScoped
    Database database(DataSource dataSource) {
        return new Database(dataSource);
    }
}
