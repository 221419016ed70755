package org.incidentcomms.kit.worker;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.incidentcomms.kit.ledger.LedgerClock;

/**
 * What a worker asks of the machine it runs on: the time, chance, and waiting. A simulation answers for the machine.
 *
 * @param clock deadlines and the times of retries
 * @param ledgerClock the time in the ledger's SQL
 * @param nanoTime how much time has passed, as {@link System#nanoTime}
 * @param random spreads the pauses
 */
public record WorkerRuntime(
        Clock clock, LedgerClock ledgerClock, LongSupplier nanoTime, RandomGenerator random, Waiting waiting) {

    /** Waits for what another thread completes. */
    @FunctionalInterface
    public interface Waiting {
        boolean await(CompletableFuture<Boolean> written);
    }

    /** The machine as it is. Leases go by the database's clock, which the replicas share. */
    public static WorkerRuntime real(Clock clock) {
        return new WorkerRuntime(
                clock,
                LedgerClock.DATABASE,
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextLong(),
                CompletableFuture::join);
    }
}
