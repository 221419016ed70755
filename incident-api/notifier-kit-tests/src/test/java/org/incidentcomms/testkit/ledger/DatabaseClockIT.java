package org.incidentcomms.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.incidentcomms.kit.ledger.DatabaseClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database runs on this machine, so its clock is the right one here; that of the replica is not. */
class DatabaseClockIT {
    private final LedgerFixture fixture = new LedgerFixture();
    private final Instant wrong = Instant.parse("2026-01-01T00:00:00Z");
    private final AtomicLong nanos = new AtomicLong(42);
    private final DatabaseClock clock = new DatabaseClock(Clock.fixed(wrong, ZoneOffset.UTC), nanos::get);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_replica_whose_clock_is_wrong_keeps_the_databases_time() {
        assertThat(clock.instant()).as("before the database is reached").isEqualTo(wrong);

        Instant before = Instant.now();
        clock.read(fixture.transactions);
        Instant read = clock.instant();

        assertThat(read).isBetween(before.minusMillis(1), Instant.now().plusMillis(1));
        nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThat(clock.instant()).isCloseTo(read.plusSeconds(7), within(0, ChronoUnit.NANOS));
    }
}
