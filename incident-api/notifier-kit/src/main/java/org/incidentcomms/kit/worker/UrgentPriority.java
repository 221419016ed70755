package org.incidentcomms.kit.worker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.incidentcomms.kit.ledger.Lane;
import org.jspecify.annotations.Nullable;

/**
 * Lets an urgent event overtake a long list that is being sent: less urgent chunks are released after the message being
 * sent, and for a short time, while urgent ones are in progress, none is begun. The time is short so that an urgent
 * event whose mails take long does not hold up the others.
 */
final class UrgentPriority {
    private static final long EXCLUSIVE_NANOS = Duration.ofSeconds(2).toNanos();

    private final LongSupplier nanoTime;
    private final AtomicInteger inProgress = new AtomicInteger();
    private volatile @Nullable Long plannedAt;

    UrgentPriority(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** An urgent event was planned. */
    void planned() {
        plannedAt = nanoTime.getAsLong();
    }

    void begun(Lane lane) {
        if (lane == Lane.URGENT) {
            inProgress.incrementAndGet();
        }
    }

    void ended(Lane lane) {
        if (lane == Lane.URGENT) {
            inProgress.decrementAndGet();
        }
    }

    /** Whether work of {@code lane}, claimed at {@code claimedAt}, is to be released. */
    boolean mustYield(Lane lane, long claimedAt) {
        Long since = plannedAt;
        return since != null && lane != Lane.URGENT && since - claimedAt > 0;
    }

    /** Whether only urgent work is to be claimed now. */
    boolean isExclusive() {
        Long since = plannedAt;
        return since != null && inProgress.get() > 0 && nanoTime.getAsLong() - since < EXCLUSIVE_NANOS;
    }
}
