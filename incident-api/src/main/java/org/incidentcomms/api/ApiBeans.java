package org.incidentcomms.api;

import static jakarta.interceptor.Interceptor.Priority.PLATFORM_BEFORE;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.incidentcomms.service.clock.DatabaseClock;
import org.incidentcomms.service.storage.Database;

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

    /** Before the schedulers look at it. */
    void start(@Observes @Priority(PLATFORM_BEFORE) StartupEvent started, DatabaseClock clock, DataSource dataSource) {
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
