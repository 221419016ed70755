package org.incidentcomms.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.incidentcomms.service.storage.Database;

/** What the features are given from outside. */
final class ApiBeans {
    /** To the millisecond, as times are stored and told. */
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
