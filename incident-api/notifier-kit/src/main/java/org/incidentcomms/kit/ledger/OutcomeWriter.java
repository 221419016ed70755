package org.incidentcomms.kit.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.kit.ledger.ClaimStore.OpenState;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes what became of deliveries, the outcomes of all connections in one commit (group commit): a row costs a share
 * of a commit instead of a commit.
 *
 * <p>While the database is away entries wait and are written when it is back; a connection waits with them after at
 * most one more message, so that a crash leaves few uncertain. One thread at a time calls {@link #writeBatch}.
 */
public final class OutcomeWriter {
    private static final Logger LOG = Logger.getLogger(OutcomeWriter.class);
    private static final int LARGEST_BATCH = 500;

    /** One thing to write, under the lease of who found it out. */
    public sealed interface Entry {
        Lease lease();
    }

    /** Terminal: the recipient was told (or would have been, dry). */
    public record Delivered(
            Lease lease, long recipient, @Nullable String url, boolean dryRun) implements Entry {}

    /** Terminal: refused, or given up. A dead letter is written where {@code deadLetter} says so. */
    public record Failed(
            Lease lease,
            long recipient,
            FailureReason reason,
            String detail,
            @Nullable DeadLetter deadLetter) implements Entry {}

    /** Terminal: deliberately not told. */
    public record Skipped(Lease lease, long recipient, SkipReason reason) implements Entry {}

    /** To be tried, settled or released later. */
    public record Open(
            Lease lease,
            long recipient,
            OpenState state,
            int attempts,
            Instant nextAt,
            @Nullable FailureReason reason,
            @Nullable String detail)
            implements Entry {}

    /**
     * A chunk was worked to its end, or given back for somebody to go on with after {@code rest}.
     *
     * @param broken somebody may have been told without an outcome's being written
     */
    public record ChunkEnded(Lease lease, boolean done, boolean broken, Duration rest) implements Entry {}

    /** What a dead letter says beside the recipient. */
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
     * Hands an entry over. The queue is bounded by its callers' waiting.
     *
     * @return completed when it is committed: true, or false if the lease has passed on
     */
    public CompletableFuture<Boolean> write(Entry entry) {
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        queue.add(new Waiting(entry, written));
        return written;
    }

    /** Waits until there is something to write, at most {@code longest}. */
    public void awaitEntries(Duration longest) throws InterruptedException {
        if (batch.isEmpty()) {
            Waiting first = queue.poll(longest.toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS);
            if (first != null) {
                batch.add(first);
            }
        }
    }

    /** Whether nothing waits to be written. */
    public boolean isIdle() {
        return batch.isEmpty() && queue.isEmpty();
    }

    /**
     * Writes what is waiting in one transaction; after a refusal one by one, for one entry that the database refuses must
     * not hold up the others.
     *
     * @return false if the database is away: what waits goes on waiting
     */
    public boolean writeBatch() {
        if (!oneByOne) {
            queue.drainTo(batch, LARGEST_BATCH);
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
            if (!e.isTransient()) {
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
        if (entries.stream().anyMatch(entry -> entry instanceof ChunkEnded || OutcomeStore.endsOpenDelivery(entry))) {
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

    /** From now on what the database does not take at once is not tried again: its deliveries are settled later. */
    public void closeSoon() {
        closing = true;
    }
}
