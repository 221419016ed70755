package org.incidentcomms.kit.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time of the database, which all replicas share, whatever their machines' clocks say: a pause or a retry that one of
 * them sets is kept by the others. Between two readings it goes on with the monotonic clock; before the first it is the
 * machine's.
 */
public final class DatabaseClock extends Clock {

    /**
     * @param nanos of the monotonic clock at {@code time}
     */
    private record Reading(Instant time, long nanos) {}

    private final Clock machine;
    private final LongSupplier nanoTime;
    private volatile @Nullable Reading last;

    /** With the clocks of this machine. */
    public DatabaseClock() {
        this(Clock.systemUTC(), System::nanoTime);
    }

    /** With clocks that a test sets. */
    public DatabaseClock(Clock machine, LongSupplier nanoTime) {
        this.machine = machine;
        this.nanoTime = nanoTime;
    }

    /**
     * Reads the database's time.
     *
     * @throws LedgerException if the database is unavailable; the clock goes on
     */
    public void read(Transactions transactions) {
        transactions.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select clock_timestamp()")) {
                long before = nanoTime.getAsLong();
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    long nanos = before + (nanoTime.getAsLong() - before) / 2;
                    last = new Reading(row.getTimestamp(1).toInstant(), nanos);
                }
            }
        });
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
}
