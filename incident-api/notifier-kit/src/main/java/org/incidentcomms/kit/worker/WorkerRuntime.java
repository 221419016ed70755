package org.incidentcomms.kit.worker;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.incidentcomms.kit.ledger.LedgerClock;

/**
 * The environment of a worker: time, randomness and waiting. A simulation replaces it.
 *
 * @param clock deadlines and the times of retries
 * @param ledgerClock the time in the ledger's SQL
 * @param nanoTime elapsed time, as {@link System#nanoTime}
 * @param random spreads the pauses
 */
public record WorkerRuntime(
        Clock clock, LedgerClock ledgerClock, LongSupplier nanoTime, RandomGenerator random, Waiting waiting) {

    /** Waits for a result of another thread. */
    @FunctionalInterface
    public interface Waiting {
        boolean await(CompletableFuture<Boolean> written);
    }

    /** The real environment. Leases use the database's clock, which the replicas share. */
    public static WorkerRuntime real(Clock clock) {
        return new WorkerRuntime(
                clock,
                LedgerClock.DATABASE,
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextLong(),
                CompletableFuture::join);
    }

    /** Whether the outcome was written under a lease that is still held. */
    boolean await(CompletableFuture<Boolean> written) {
        try {
            return waiting.await(written);
        } catch (CompletionException e) {
            throw new IllegalStateException("outcome could not be written", e.getCause());
        }
    }
}
