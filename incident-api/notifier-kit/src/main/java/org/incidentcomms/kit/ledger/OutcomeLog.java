package org.incidentcomms.kit.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
 * most one more message, so that a crash leaves few uncertain.
 */
public final class OutcomeLog implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OutcomeLog.class);
    private static final int LARGEST_BATCH = 500;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** One thing to write. */
    public sealed interface Entry {
        long planId();
    }

    /** Terminal: the recipient was told (or would have been, dry). */
    public record Told(
            long planId, long recipient, @Nullable String url, boolean dryRun, boolean wasOpen) implements Entry {}

    /** Terminal: refused, or given up. A dead letter is written where {@code deadLetter} says so. */
    public record Failed(
            long planId,
            long recipient,
            FailureReason reason,
            String detail,
            boolean wasOpen,
            @Nullable DeadLetter deadLetter)
            implements Entry {}

    /** Terminal: deliberately not told. */
    public record Left(long planId, long recipient, SkipReason reason, boolean wasOpen) implements Entry {}

    /** To be tried, settled or released later. */
    public record Open(
            long planId,
            long recipient,
            OpenState state,
            int attempts,
            Instant nextAt,
            @Nullable FailureReason reason,
            @Nullable String detail)
            implements Entry {}

    /** A chunk was worked to its end, or given back for somebody to go on with after {@code rest}. */
    public record ChunkEnded(long planId, int number, boolean done, Duration rest) implements Entry {}

    /** What a dead letter says beside the recipient. */
    public record DeadLetter(String eventId, String destination) {}

    private record Waiting(Entry entry, CompletableFuture<Void> written) {}

    private final Transactions transactions;
    private final OutcomeStore store;
    private final Runnable onChunkEnded;
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean closed;

    /** {@code onChunkEnded} is called after the commit: work may have become claimable. */
    public OutcomeLog(Transactions transactions, DeadLetterStore deadLetters, Runnable onChunkEnded) {
        this.transactions = transactions;
        this.store = new OutcomeStore(deadLetters);
        this.onChunkEnded = onChunkEnded;
        this.thread = Thread.ofPlatform().name("outcome-log").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Hands an entry over; the future completes when it is committed. The queue is bounded by its callers' waiting. */
    public CompletableFuture<Void> write(Entry entry) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        queue.add(new Waiting(entry, written));
        return written;
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            try {
                batch.add(queue.take());
                queue.drainTo(batch, LARGEST_BATCH);
                commit(batch);
                batch.clear();
            } catch (InterruptedException e) {
                if (closed && queue.isEmpty()) {
                    return;
                }
            }
        }
    }

    private void commit(List<Waiting> batch) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                List<Entry> entries = batch.stream().map(Waiting::entry).toList();
                transactions.run(connection -> store.write(connection, entries));
                batch.forEach(waiting -> waiting.written().complete(null));
                if (entries.stream().anyMatch(entry -> entry instanceof ChunkEnded || OutcomeStore.wasOpen(entry))) {
                    onChunkEnded.run();
                }
                return;
            } catch (LedgerException e) {
                if (!e.isTransient()) {
                    isolate(batch, e);
                    return;
                }
                LOG.warnf("outcomes wait for the database count=%d reason=%s", batch.size(), e.getMessage());
                if (closing || (!sleep(pause) && closed)) {
                    batch.forEach(waiting -> waiting.written().completeExceptionally(e));
                    return;
                }
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
            }
        }
    }

    /** One entry the database refuses must not hold up the others. */
    private void isolate(List<Waiting> batch, LedgerException refused) {
        if (batch.size() == 1) {
            Waiting single = batch.getFirst();
            LOG.errorf(
                    refused,
                    "outcome refused by the database plan=%d",
                    single.entry().planId());
            single.written().completeExceptionally(refused);
            return;
        }
        batch.forEach(waiting -> commit(List.of(waiting)));
    }

    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** From now on what the database does not take at once is not tried again: its deliveries are settled later. */
    public void closeSoon() {
        closing = true;
    }

    /** Writes what is waiting and ends. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
