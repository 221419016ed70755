package org.incidentcomms.api.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.incidentcomms.service.clock.DatabaseClock;
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
    void a_clock_that_is_right_is_kept_and_a_step_of_it_is_not_seen_until_the_database_is_asked() throws SQLException {
        AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
        InstantSource machine = () -> Instant.now().plus(ahead.get());
        DatabaseClock clock = new DatabaseClock(machine.withZone(ZoneOffset.UTC), System::nanoTime);
        clock.read(dataSource);

        Instant before = Instant.now();
        assertThat(clock.instant()).isBetween(before, Instant.now());

        ahead.set(Duration.ofMinutes(10));
        assertThat(clock.instant()).isBetween(before, Instant.now().plusSeconds(5));
        clock.read(dataSource);
        assertThat(clock.instant()).isBetween(before, Instant.now().plusSeconds(5));
    }

    @Test
    void a_slow_answer_says_nothing() throws SQLException {
        Instant wrong = Instant.parse("2026-01-01T00:00:00Z");
        DatabaseClock clock = new DatabaseClock(
                Clock.fixed(wrong, ZoneOffset.UTC),
                () -> nanos.addAndGet(Duration.ofMillis(501).toNanos()));

        clock.read(dataSource);

        assertThat(clock.instant()).isEqualTo(wrong);
    }

    /** A machine that was suspended: its own clock is right, the monotonic one stood still. */
    @Test
    void an_old_reading_of_a_right_clock_is_not_kept() throws SQLException {
        AtomicReference<Duration> suspended = new AtomicReference<>(Duration.ZERO);
        InstantSource machine = () -> Instant.now().plus(suspended.get());
        DatabaseClock clock = new DatabaseClock(machine.withZone(ZoneOffset.UTC), nanos::get);
        clock.read(dataSource);

        suspended.set(Duration.ofHours(1));
        nanos.addAndGet(Duration.ofSeconds(16).toNanos());

        assertThat(clock.instant()).isAfter(Instant.now().plus(Duration.ofMinutes(59)));
    }
}
