package org.incidentcomms.kit.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.kit.ledger.ClaimStore.OpenState;
import org.incidentcomms.kit.ledger.ClaimStore.Tries;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes delivery outcomes, those of all connections in one commit (group commit): a row costs a share of a commit
 * instead of a commit.
 *
 * <p>While the database is unavailable, entries wait and are written when it is back; each connection waits with them
 * after at most one more message, so a crash leaves few unknown outcomes. One thread at a time calls {@link
 * #writeBatch}.
 */
public final class OutcomeWriter {
    private static final Logger LOG = Logger.getLogger(OutcomeWriter.class);
    private static final int LARGEST_BATCH = 500;
    /** How long the first entry of a batch waits for others. */
    private static final long GATHERING_NANOS = 2_000_000;

    /** One entry to write, under its owner's lease. */
    public sealed interface Entry {
        Lease lease();
    }

    /** Terminal: delivered (or would have been, in dry-run mode). */
    public record Delivered(
            Lease lease, long recipient, @Nullable String url, boolean dryRun) implements Entry {}

    /**
     * Terminal: rejected or given up. Writes a dead letter if {@code deadLetter} says so.
     *
     * @param uncertain an attempt may have reached the recipient
     */
    public record Failed(
            Lease lease,
            long recipient,
            FailureReason reason,
            String detail,
            boolean uncertain,
            @Nullable DeadLetter deadLetter)
            implements Entry {}

    /** Terminal: deliberately not sent. */
    public record Skipped(Lease lease, long recipient, SkipReason reason) implements Entry {}

    /** Retried, settled or released later. */
    public record Open(
            Lease lease,
            long recipient,
            OpenState state,
            Tries tries,
            Instant nextAt,
            @Nullable FailureReason reason,
            @Nullable String detail)
            implements Entry {}

    /**
     * A chunk was completed, or released for another owner to continue after {@code rest}.
     *
     * @param broken a recipient may have been notified without a written outcome
     */
    public record ChunkEnded(Lease lease, boolean done, boolean broken, Duration rest) implements Entry {}

    /** The content of a dead letter besides the recipient. */
    public record DeadLetter(String eventId, String destination) {}

    private record Waiting(Entry entry, CompletableFuture<Boolean> written) {}

    private final Transactions transactions;
    private final OutcomeStore store;
    private final Runnable onProgress;
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final List<Waiting> batch = new ArrayList<>();
    private boolean oneByOne;
    private volatile boolean closing;

    /** {@code onProgress} is called after the commit: work may have become claimable. */
    public OutcomeWriter(
            Transactions transactions, DeadLetterStore deadLetters, LedgerClock clock, Runnable onProgress) {
        this.transactions = transactions;
        this.store = new OutcomeStore(deadLetters, clock);
        this.onProgress = onProgress;
    }

    /**
     * Enqueues an entry. The queue is bounded because callers wait.
     *
     * @return completed when it is committed: true, or false if the lease has been taken over
     */
    public CompletableFuture<Boolean> write(Entry entry) {
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        queue.add(new Waiting(entry, written));
        return written;
    }

    /**
     * Waits for an entry to write, at most {@code longest}; then, for at most 2 ms, until three quarters of the work in
     * progress have handed in an entry, because a commit costs as much for one entry as for many.
     */
    public void awaitEntries(Duration longest, int inProgress) throws InterruptedException {
        if (batch.isEmpty()) {
            gather(longest.toNanos());
        }
        long until = System.nanoTime() + GATHERING_NANOS;
        long left = GATHERING_NANOS;
        while (!batch.isEmpty() && batch.size() < inProgress * 3 / 4 && left > 0) {
            gather(left);
            left = until - System.nanoTime();
        }
    }

    private void gather(long nanos) throws InterruptedException {
        Waiting first = queue.poll(nanos, TimeUnit.NANOSECONDS);
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch, LARGEST_BATCH - batch.size());
        }
    }

    /** Whether the queue is empty. */
    public boolean isIdle() {
        return batch.isEmpty() && queue.isEmpty();
    }

    /**
     * Writes the waiting entries in one transaction; if it is rejected, one by one, so that an entry the database
     * rejects does not block the others.
     *
     * @return false if the database is unavailable: the entries keep waiting
     */
    public boolean writeBatch() {
        if (!oneByOne) {
            queue.drainTo(batch, Math.max(0, LARGEST_BATCH - batch.size()));
        }
        if (batch.isEmpty()) {
            return true;
        }
        List<Waiting> turn = List.copyOf(oneByOne ? batch.subList(0, 1) : batch);
        List<Entry> entries = turn.stream().map(Waiting::entry).toList();
        Set<Lease> held;
        try {
            held = transactions.inTransaction(connection -> store.write(connection, entries));
        } catch (LedgerException e) {
            if (!e.isTemporary()) {
                refused(turn, e);
                return true;
            }
            LOG.warnf("outcomes wait for the database count=%d reason=%s", turn.size(), e.getMessage());
            if (closing) {
                ended(turn).forEach(waiting -> waiting.written().completeExceptionally(e));
            }
            return false;
        } catch (RuntimeException e) {
            refused(turn, e);
            return true;
        }
        ended(turn)
                .forEach(waiting ->
                        waiting.written().complete(held.contains(waiting.entry().lease())));
        if (entries.stream().anyMatch(entry -> entry instanceof ChunkEnded || OpenDeliveryStore.isEndedBy(entry))) {
            onProgress.run();
        }
        return true;
    }

    private void refused(List<Waiting> turn, RuntimeException refused) {
        if (turn.size() > 1) {
            oneByOne = true;
            return;
        }
        LOG.errorf(
                refused,
                "outcome refused by the database plan=%d",
                turn.getFirst().entry().lease().planId());
        ended(turn).getFirst().written().completeExceptionally(refused);
    }

    private List<Waiting> ended(List<Waiting> turn) {
        batch.subList(0, turn.size()).clear();
        oneByOne &= !batch.isEmpty();
        return turn;
    }

    /** From now on, an entry the database does not accept at once is not retried: its deliveries are settled later. */
    public void closeSoon() {
        closing = true;
    }
}
