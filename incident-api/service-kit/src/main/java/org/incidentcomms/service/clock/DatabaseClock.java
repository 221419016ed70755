package org.incidentcomms.service.clock;

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
 * wait too long for all of them. While the machine's clock is wrong, and when it is set between two readings, time goes on
 * with the monotonic clock. Before the first reading it is the machine's.
 */
public final class DatabaseClock extends Clock implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DatabaseClock.class);
    /** From here on the database's time is used, and until the difference is less than a third of it. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    private static final Duration READ_EVERY = Duration.ofSeconds(5);
    /** A slower answer says too little about the time at which it was given. */
    private static final Duration SLOW = Duration.ofMillis(500);
    /** Of a reading that is older, the machine may have been suspended since: the monotonic clock does not tell. */
    private static final Duration OLD = READ_EVERY.multipliedBy(3);

    /**
     * @param nanos of the monotonic clock at {@code time}
     * @param corrected whether {@code time} is the database's
     */
    private record Reading(Instant time, long nanos, boolean corrected) {}

    private final Clock machine;
    private final LongSupplier nanoTime;
    private volatile @Nullable Reading last;
    private volatile @Nullable GuardedLoop loop;

    /** With the clocks of this machine. */
    public DatabaseClock() {
        this(Clock.systemUTC(), System::nanoTime);
    }

    /** With clocks that a test sets. */
    public DatabaseClock(Clock machine, LongSupplier nanoTime) {
        this.machine = machine;
        this.nanoTime = nanoTime;
    }

    /** Reads the database's time now, as far as it is available, and every five seconds until closed. */
    public void start(DataSource dataSource) {
        tryRead(dataSource);
        GuardedLoop reading = new GuardedLoop("database-clock", () -> {
            tryRead(dataSource);
            return READ_EVERY;
        });
        loop = reading;
        reading.start();
    }

    private void tryRead(DataSource dataSource) {
        try {
            read(dataSource);
        } catch (SQLException unavailable) {
            LOG.debugf("the database's clock could not be read reason=%s", unavailable.getMessage());
        }
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
                Instant own = machine.instant();
                long after = nanoTime.getAsLong();
                row.next();
                if (after - before <= SLOW.toNanos()) {
                    take(row.getTimestamp(1).toInstant().plusNanos((after - before) / 2), own, after);
                }
            }
        }
    }

    private void take(Instant database, Instant own, long nanos) {
        Reading before = last;
        boolean wasWrong = before != null && before.corrected;
        Duration ahead = Duration.between(database, own);
        boolean wrong = ahead.abs().compareTo(wasWrong ? TOLERANCE.dividedBy(3) : TOLERANCE) > 0;
        if (wrong && !wasWrong) {
            LOG.warnf(
                    "this machine's clock is %d s %s the database's, whose time is used; set it",
                    ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of");
        } else if (wasWrong && !wrong) {
            LOG.info("this machine's clock is right again");
        }
        last = new Reading(wrong ? database : own, nanos, wrong);
    }

    @Override
    public Instant instant() {
        Instant own = machine.instant();
        Reading reading = last;
        if (reading == null) {
            return own;
        }
        Duration since = Duration.ofNanos(nanoTime.getAsLong() - reading.nanos);
        Instant goneOn = reading.time.plus(since);
        boolean wasSet = Duration.between(goneOn, own).abs().compareTo(TOLERANCE) > 0 && since.compareTo(OLD) < 0;
        return reading.corrected || wasSet ? goneOn : own;
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
        GuardedLoop reading = loop;
        if (reading != null) {
            reading.interrupt();
        }
    }
}
