package org.incidentcomms.api.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.incidentcomms.service.storage.DatabaseClock;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database runs on this machine, so the machine's clock is right. */
class DatabaseClockIT {
    private final AtomicLong nanos = new AtomicLong(42);
    private AgroalDataSource dataSource;

    @BeforeEach
    void connect() {
        EmbeddedPostgresServer postgres = SharedServers.postgres();
        postgres.start();
        dataSource = postgres.dataSource("postgres");
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    @Test
    void a_wrong_clock_is_replaced_by_the_databases() throws SQLException {
        Instant wrong = Instant.parse("2026-01-01T00:00:00Z");
        DatabaseClock clock = new DatabaseClock(Clock.fixed(wrong, ZoneOffset.UTC), nanos::get);
        assertThat(clock.instant()).as("before the database is reached").isEqualTo(wrong);

        Instant before = Instant.now();
        clock.read(dataSource);
        Instant read = clock.instant();

        assertThat(read).isBetween(before.minusMillis(1), Instant.now().plusMillis(1));
        nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThat(clock.instant()).isEqualTo(read.plusSeconds(7));
    }

    @Test
    void a_clock_that_is_right_is_kept_to_the_microsecond() throws SQLException {
        Instant own = Instant.now();
        DatabaseClock clock = new DatabaseClock(Clock.fixed(own, ZoneOffset.UTC), nanos::get);

        clock.read(dataSource);

        assertThat(clock.instant()).isEqualTo(own);
    }
}
