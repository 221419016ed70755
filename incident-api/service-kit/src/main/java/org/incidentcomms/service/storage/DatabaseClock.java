package org.incidentcomms.service.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.incidentcomms.service.loop.GuardedLoop;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The machine's clock, unless it differs from the database's by more than a second; then the database's. Replicas share
 * the database: with a clock of its own, one that is wrong would do what is scheduled too early, and what it puts off would
 * wait too long for all of them. Between two readings the clock goes on with the monotonic one, so that a step of the
 * machine's clock is not seen. Before the first reading it is the machine's.
 */
public final class DatabaseClock extends Clock implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DatabaseClock.class);
    /** More than a reading is off on a busy machine, and less than anybody notices. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    private static final Duration READ_EVERY = Duration.ofSeconds(5);

    /**
     * @param nanos of the monotonic clock at {@code time}
     * @param corrected whether {@code time} is the database's
     */
    private record Reading(Instant time, long nanos, boolean corrected) {}

    private final Clock machine;
    private final LongSupplier nanoTime;
    private volatile @Nullable Reading last;
    private volatile @Nullable GuardedLoop reading;

    /** With the clocks of this machine. */
    public DatabaseClock() {
        this(Clock.systemUTC(), System::nanoTime);
    }

    /** With clocks that a test sets. */
    public DatabaseClock(Clock machine, LongSupplier nanoTime) {
        this.machine = machine;
        this.nanoTime = nanoTime;
    }

    /** Reads the database's time every five seconds, until closed. */
    public void start(DataSource dataSource) {
        GuardedLoop loop = new GuardedLoop("database-clock", () -> {
            try {
                read(dataSource);
            } catch (SQLException unavailable) {
                LOG.debugf("the database's clock could not be read reason=%s", unavailable.getMessage());
            }
            return READ_EVERY;
        });
        reading = loop;
        loop.start();
    }

    /**
     * Reads the database's time.
     *
     * @throws SQLException if the database is unavailable; the clock goes on
     */
    public void read(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select clock_timestamp()")) {
            long before = nanoTime.getAsLong();
            try (ResultSet row = select.executeQuery()) {
                row.next();
                long after = nanoTime.getAsLong();
                Instant database = row.getTimestamp(1).toInstant().plusNanos((after - before) / 2);
                take(database, machine.instant(), after);
            }
        }
    }

    private void take(Instant database, Instant own, long nanos) {
        Duration ahead = Duration.between(database, own);
        boolean wrong = ahead.abs().compareTo(TOLERANCE) > 0;
        Reading before = last;
        if (wrong && (before == null || !before.corrected)) {
            LOG.warnf(
                    "this machine's clock is %d s %s the database's, whose time is used; set it",
                    ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of");
        }
        last = new Reading(wrong ? database : own, nanos, wrong);
    }

    @Override
    public Instant instant() {
        Reading reading = last;
        return reading == null ? machine.instant() : reading.time.plusNanos(nanoTime.getAsLong() - reading.nanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a point in time has no zone");
    }

    @Override
    public void close() {
        GuardedLoop loop = reading;
        if (loop != null) {
            loop.close();
        }
    }
}
