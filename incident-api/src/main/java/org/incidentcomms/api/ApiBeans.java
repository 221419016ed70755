package org.incidentcomms.api;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.service.storage.DatabaseClock;

/** Beans injected into the features. */
final class ApiBeans {
    /** The clock, in milliseconds, as times are stored and published. */
    @Produces
    @Singleton
    Clock clock(DatabaseClock clock) {
        return Clock.tick(clock, Duration.ofMillis(1));
    }

    @Produces
    @Singleton
    @Typed(DatabaseClock.class)
    DatabaseClock databaseClock() {
        return new DatabaseClock();
    }

    void start(@Observes StartupEvent started, DatabaseClock clock, DataSource dataSource) {
        clock.start(dataSource);
    }

    void close(@Disposes DatabaseClock clock) {
        clock.close();
    }

    @Produces
    @ApplicationScoped
    Database database(DataSource dataSource) {
        return new Database(dataSource);
    }
}
