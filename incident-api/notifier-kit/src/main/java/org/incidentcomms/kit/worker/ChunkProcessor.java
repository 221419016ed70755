package org.incidentcomms.kit.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.kit.ledger.ClaimStore;
import org.incidentcomms.kit.ledger.ClaimStore.Chunk;
import org.incidentcomms.kit.ledger.ClaimStore.OpenDelivery;
import org.incidentcomms.kit.ledger.ClaimStore.OpenState;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.LedgerException;
import org.incidentcomms.kit.ledger.OutcomeWriter;
import org.incidentcomms.kit.ledger.OutcomeWriter.ChunkEnded;
import org.incidentcomms.kit.ledger.OutcomeWriter.Entry;
import org.incidentcomms.kit.ledger.OutcomeWriter.Open;
import org.incidentcomms.kit.ledger.OutcomeWriter.Skipped;
import org.incidentcomms.kit.ledger.Plan;
import org.incidentcomms.kit.ledger.PrecedenceStore;
import org.incidentcomms.kit.ledger.PrecedenceStore.ClaimedChunk;
import org.incidentcomms.kit.ledger.Transactions;
import org.incidentcomms.kit.worker.CircuitBreaker.Permit;
import org.jboss.logging.Logger;

/**
 * Processes one claim from start to end: a chunk's recipients one after the other, or one open delivery.
 *
 * <p>A chunk is processed for at most a second and then released, so that its recipients are read again, a stop takes
 * effect, and more urgent work goes first. Besides the message being sent, at most one outcome is uncommitted. Nothing
 * is sent under a lease that was not renewed in time.
 */
final class ChunkProcessor<R extends Recipient> {
    private static final Logger LOG = Logger.getLogger(ChunkProcessor.class);
    /** Work that fails because of a defect must not block other work. */
    private static final Duration REST_AFTER_FAULT = Duration.ofSeconds(30);

    /** A stop, or a recipient's leaving, takes effect within a second on every replica. */
    private static final long WORK_NANOS = Duration.ofMillis(700).toNanos();

    private final Channel<R> channel;
    private final EventCache events;
    private final Transactions transactions;
    private final ClaimStore claims;
    private final PrecedenceStore precedence;
    private final HeldLeases leases;
    private final OutcomeWriter outcomes;
    private final CircuitBreaker breaker;
    private final OutcomePolicy policy;
    private final Sender<R> sender;
    private final WorkerRuntime runtime;
    private volatile boolean stopping;

    ChunkProcessor(
            Channel<R> channel,
            EventCache events,
            Transactions transactions,
            ClaimStore claims,
            HeldLeases leases,
            OutcomeWriter outcomes,
            CircuitBreaker breaker,
            OutcomePolicy policy,
            Sender<R> sender,
            WorkerRuntime runtime) {
        this.channel = channel;
        this.events = events;
        this.transactions = transactions;
        this.claims = claims;
        this.precedence = new PrecedenceStore(runtime.ledgerClock());
        this.leases = leases;
        this.outcomes = outcomes;
        this.breaker = breaker;
        this.policy = policy;
        this.sender = sender;
        this.runtime = runtime;
    }

    /** Chunks are released after the message being sent. */
    void stop() {
        stopping = true;
    }

    /** Processes the next chunk; returns false if there is none. */
    boolean workChunk(Lane upTo, Permit permit) {
        long before = runtime.nanoTime().getAsLong();
        Optional<ClaimedChunk> taken = transactions.inTransaction(
                connection -> precedence.read(connection, claims.claimChunk(connection, upTo)));
        if (taken.isEmpty()) {
            return false;
        }
        ClaimedChunk claimed = taken.get();
        Chunk chunk = claimed.chunk();
        leases.add(chunk.lease(), before);
        boolean done = false;
        boolean broken = true;
        Duration rest = REST_AFTER_FAULT;
        try {
            done = work(claimed, permit);
            broken = false;
            rest = Duration.ZERO;
        } catch (LedgerException e) {
            rest = e.isTransient() ? Duration.ZERO : REST_AFTER_FAULT;
            throw e;
        } finally {
            try {
                boolean unused = await(outcomes.write(new ChunkEnded(chunk.lease(), done, broken, rest)));
            } finally {
                leases.remove(chunk.lease());
            }
        }
        return true;
    }

    /** Processes the next open delivery; returns false if none is due. */
    boolean workOpen(Lane upTo, Permit permit) {
        long before = runtime.nanoTime().getAsLong();
        Optional<OpenDelivery> claimed = transactions.inTransaction(connection -> claims.claimOpen(connection, upTo));
        if (claimed.isEmpty()) {
            return false;
        }
        OpenDelivery open = claimed.get();
        leases.add(open.lease(), before);
        try {
            boolean unused = await(outcomes.write(result(open, permit)));
        } finally {
            leases.remove(open.lease());
        }
        return true;
    }

    private Entry result(OpenDelivery open, Permit permit) {
        Plan plan = open.plan();
        try {
            if (!plan.active()) {
                return again(open, Duration.ZERO);
            }
            PublishedEvent event = events.get(plan.eventId());
            List<R> recipients = channel.recipients(event, open.recipient(), open.recipient());
            if (recipients.isEmpty()) {
                return new Skipped(open.lease(), open.recipient(), SkipReason.LEFT);
            }
            if (!toldLater(plan, open.recipient(), open.recipient()).isEmpty()) {
                return new Skipped(open.lease(), open.recipient(), SkipReason.SUPERSEDED);
            }
            if (!leases.allowsSending(open.lease())) {
                return again(open, Duration.ZERO);
            }
            Delivery<R> delivery = new Delivery<>(event, recipients.getFirst(), open.attempts() + 1);
            DeliveryResult result = sender.send(delivery, open.state() == OpenState.UNCERTAIN, permit);
            Entry entry = policy.entry(plan, open.lease(), open.recipient(), result, open.state(), open.attempts());
            return entry == null ? again(open, Duration.ZERO) : entry;
        } catch (LedgerException e) {
            LOG.warnf("open delivery waits for the database event=%s reason=%s", plan.eventId(), e.getMessage());
            return again(open, e.isTransient() ? Duration.ZERO : REST_AFTER_FAULT);
        } catch (RuntimeException e) {
            LOG.errorf(e, "open delivery failed before it was sent event=%s", plan.eventId());
            return again(open, REST_AFTER_FAULT);
        }
    }

    /**
     * Nothing was sent: restores the row's state from before the claim, so that others need not wait for this lease.
     */
    private Entry again(OpenDelivery open, Duration rest) {
        Instant next = runtime.clock().instant().plus(rest);
        return new Open(open.lease(), open.recipient(), open.state(), open.attempts(), next, null, null);
    }

    private boolean work(ClaimedChunk claimed, Permit permit) {
        Chunk chunk = claimed.chunk();
        Set<Long> earlier = claimed.earlier();
        Plan plan = chunk.plan();
        if (!plan.active()) {
            return false;
        }
        PublishedEvent event = events.get(plan.eventId());
        long firstId = chunk.firstPending();
        long lastId = plan.lastId(chunk.number());
        Set<Long> toldLater = toldLater(plan, firstId, lastId);
        List<R> recipients = channel.recipients(event, firstId, lastId).stream()
                .filter(recipient -> !claimed.isSettled(recipient.id()))
                .toList();
        long readAt = runtime.nanoTime().getAsLong();
        CompletableFuture<Boolean> uncommitted = CompletableFuture.completedFuture(true);
        long took = 0;
        try {
            for (int i = 0; i < recipients.size(); i++) {
                R recipient = recipients.get(i);
                long id = recipient.id();
                if (mustEnd(chunk, permit, readAt)) {
                    return false;
                }
                if (toldLater.contains(id)) {
                    await(uncommitted);
                    uncommitted = outcomes.write(new Skipped(chunk.lease(), id, SkipReason.SUPERSEDED));
                    continue;
                }
                if (earlier.contains(id)) {
                    if (!supersede(chunk, id)) {
                        await(uncommitted);
                        uncommitted = outcomes.write(held(chunk, id));
                        continue;
                    }
                    // The database may have blocked for longer than the lease.
                    if (mustEnd(chunk, permit, readAt)) {
                        return false;
                    }
                }
                R next = i + 1 < recipients.size() && mayPrepare(readAt, took) ? recipients.get(i + 1) : null;
                long begun = runtime.nanoTime().getAsLong();
                DeliveryResult result = sender.send(new Delivery<>(event, recipient, 1, next), chunk.broken(), permit);
                took = runtime.nanoTime().getAsLong() - begun;
                OpenState before = chunk.broken() ? OpenState.UNCERTAIN : OpenState.RETRY;
                Entry entry = policy.entry(plan, chunk.lease(), id, result, before, 0);
                boolean held = await(uncommitted);
                if (entry != null) {
                    uncommitted = outcomes.write(entry);
                }
                if (entry == null || !held) {
                    return false;
                }
            }
            return true;
        } finally {
            await(uncommitted);
        }
    }

    /** Not if the work will probably have to end before the next recipient's turn, {@code took} after this one's. */
    private boolean mayPrepare(long readAt, long took) {
        return !stopping && runtime.nanoTime().getAsLong() - readAt + 2 * took < WORK_NANOS;
    }

    private boolean mustEnd(Chunk chunk, Permit permit, long readAt) {
        return stopping
                || breaker.isClosed(permit)
                || runtime.nanoTime().getAsLong() - readAt > WORK_NANOS
                || !leases.allowsSending(chunk.lease());
    }

    /** Only a plan reopened by an operator can be older than plans already delivered. */
    private Set<Long> toldLater(Plan plan, long firstId, long lastId) {
        return plan.retried()
                ? transactions.inTransaction(connection -> precedence.toldLater(connection, plan, firstId, lastId))
                : Set.of();
    }

    private boolean supersede(Chunk chunk, long recipient) {
        return transactions.inTransaction(connection -> precedence.supersede(connection, chunk, recipient));
    }

    private static Entry held(Chunk chunk, long recipient) {
        OpenState state = chunk.broken() ? OpenState.UNCERTAIN : OpenState.HELD;
        return new Open(chunk.lease(), recipient, state, 0, Instant.EPOCH, null, null);
    }

    /** Whether the entry was written under a lease that is still held. */
    private boolean await(CompletableFuture<Boolean> written) {
        try {
            return runtime.waiting().await(written);
        } catch (CompletionException e) {
            throw new IllegalStateException("outcome could not be written", e.getCause());
        }
    }
}
