package org.incidentcomms.api;

import org.incidentcomms.service.storage.Database;
import javax.sql.DataSource;
import java.time.ZoneOffset;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What the features are given from outside. */
final class Wiring {
    /** To the millisecond, as times are stored and told. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Produces
    @Singleton
    Database database(DataSource dataSource) {
        return new Database(dataSource);
    }
}
