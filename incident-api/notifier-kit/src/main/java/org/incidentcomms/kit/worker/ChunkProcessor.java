package org.incidentcomms.kit.worker;

import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.kit.ledger.ClaimStore;
import org.incidentcomms.kit.ledger.ClaimStore.Chunk;
import org.incidentcomms.kit.ledger.ClaimStore.OpenState;
import org.incidentcomms.kit.ledger.ClaimStore.Tries;
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
import org.incidentcomms.service.log.EventLogContext;
import org.incidentcomms.service.trace.Trace;
import org.incidentcomms.service.trace.TraceSpan;
import org.jboss.logging.Logger;

/**
 * Delivers to a chunk's recipients, one after the other.
 *
 * <p>A chunk is processed for at most a second and then released, so that its recipients are read again, a stop takes
 * effect, and more urgent work goes first. Besides the message being sent, at most one outcome is uncommitted. Nothing
 * is sent under a lease that was not renewed in time.
 */
final class ChunkProcessor<R extends Recipient> {
    private static final Logger LOG = Logger.getLogger(ChunkProcessor.class);
    /** Work that fails because of a defect must not block other work. */
    static final Duration REST_AFTER_FAULT = Duration.ofSeconds(30);

    /** A stop, or a recipient's leaving, takes effect within a second on every replica. */
    private static final long WORK_NANOS = Duration.ofMillis(700).toNanos();

    private final Channel<R> channel;
    private final EventCache events;
    private final Transactions transactions;
    private final ClaimStore claims;
    private final PrecedenceStore precedence;
    private final LaterPlans laterPlans;
    private final HeldLeases leases;
    private final OutcomeWriter outcomes;
    private final CircuitBreaker breaker;
    private final OutcomePolicy policy;
    private final Sender<R> sender;
    private final WorkerRuntime runtime;
    private final UrgentPriority urgent;
    private final WorkSignal signal;
    private volatile boolean stopping;

    ChunkProcessor(
            Channel<R> channel,
            EventCache events,
            Transactions transactions,
            ClaimStore claims,
            PrecedenceStore precedence,
            HeldLeases leases,
            OutcomeWriter outcomes,
            CircuitBreaker breaker,
            OutcomePolicy policy,
            Sender<R> sender,
            WorkerRuntime runtime,
            UrgentPriority urgent,
            WorkSignal signal) {
        this.channel = channel;
        this.events = events;
        this.transactions = transactions;
        this.claims = claims;
        this.precedence = precedence;
        this.laterPlans = new LaterPlans(transactions, precedence);
        this.leases = leases;
        this.outcomes = outcomes;
        this.breaker = breaker;
        this.policy = policy;
        this.sender = sender;
        this.runtime = runtime;
        this.urgent = urgent;
        this.signal = signal;
    }

    /** Chunks are released after the message being sent. */
    void stop() {
        stopping = true;
    }

    /** Processes the next chunk; returns false if there is none. */
    boolean work(Lane upTo, Permit permit) {
        long before = runtime.nanoTime().getAsLong();
        Optional<ClaimedChunk> taken = transactions.inTransaction(
                connection -> precedence.read(connection, claims.claimChunk(connection, upTo)));
        if (taken.isEmpty()) {
            return false;
        }
        signal.passOn();
        ClaimedChunk claimed = taken.get();
        Chunk chunk = claimed.chunk();
        leases.add(chunk.lease(), before);
        Lane lane = chunk.plan().lane();
        urgent.begun(lane);
        boolean done = false;
        boolean broken = true;
        Duration rest = REST_AFTER_FAULT;
        try (EventLogContext unusedContext =
                new EventLogContext(chunk.plan().incidentId(), chunk.plan().eventId())) {
            done = deliver(claimed, before, permit);
            broken = false;
            rest = Duration.ZERO;
        } catch (LedgerException e) {
            rest = e.isTemporary() ? Duration.ZERO : REST_AFTER_FAULT;
            throw e;
        } finally {
            urgent.ended(lane);
            try {
                boolean unused = runtime.await(outcomes.write(new ChunkEnded(chunk.lease(), done, broken, rest)));
            } finally {
                leases.remove(chunk.lease());
            }
        }
        return true;
    }

    private boolean deliver(ClaimedChunk claimed, long claimedAt, Permit permit) {
        Chunk chunk = claimed.chunk();
        Plan plan = chunk.plan();
        if (!plan.active()) {
            return false;
        }
        PublishedEvent event = events.get(plan.eventId());
        long firstId = chunk.firstPending();
        long lastId = plan.lastId(chunk.number());
        Set<Long> toldLater = laterPlans.toldIn(plan, firstId, lastId);
        List<R> recipients = channel.recipients(event, firstId, lastId).stream()
                .filter(recipient -> !claimed.isSettled(recipient.id()))
                .toList();
        long readAt = runtime.nanoTime().getAsLong();
        CompletableFuture<Boolean> uncommitted = CompletableFuture.completedFuture(true);
        long took = 0;
        boolean prepared = false;
        try (TraceSpan unusedSpan = span(event, plan, recipients.size()).attribute("chunk", chunk.number())) {
            for (int i = 0; i < recipients.size(); i++) {
                R recipient = recipients.get(i);
                long id = recipient.id();
                if (mustEnd(chunk, permit, readAt) || !prepared && urgent.mustYield(plan.lane(), claimedAt)) {
                    return false;
                }
                if (toldLater.contains(id)) {
                    runtime.await(uncommitted);
                    uncommitted = outcomes.write(new Skipped(chunk.lease(), id, SkipReason.SUPERSEDED));
                    continue;
                }
                if (chunk.earlier().contains(id)) {
                    if (!supersede(chunk, id)) {
                        runtime.await(uncommitted);
                        uncommitted = outcomes.write(held(chunk, id));
                        continue;
                    }
                    // The database may have blocked for longer than the lease.
                    if (mustEnd(chunk, permit, readAt)) {
                        return false;
                    }
                }
                R next = i + 1 < recipients.size()
                                && mayPrepare(readAt, took)
                                && !urgent.mustYield(plan.lane(), claimedAt)
                        ? recipients.get(i + 1)
                        : null;
                prepared = next != null;
                long begun = runtime.nanoTime().getAsLong();
                Delivery<R> delivery = new Delivery<>(event, recipient, 1, next, plan.lane() == Lane.URGENT);
                DeliveryResult result = sender.send(delivery, chunk.broken(), permit);
                took = runtime.nanoTime().getAsLong() - begun;
                OpenState before = chunk.broken() ? OpenState.UNCERTAIN : OpenState.RETRY;
                Entry entry = policy.entry(plan, chunk.lease(), id, result, before, Tries.NONE);
                boolean held = runtime.await(uncommitted);
                if (entry != null) {
                    uncommitted = outcomes.write(entry);
                }
                if (entry == null || !held) {
                    return false;
                }
            }
            return true;
        } finally {
            runtime.await(uncommitted);
        }
    }

    /** One for a whole group, as a list may have a million recipients. */
    static TraceSpan span(PublishedEvent event, Plan plan, int recipients) {
        return Trace.start("deliver " + plan.destination(), SpanKind.CONSUMER, event.traceparent())
                .attribute("event", event.id())
                .attribute("recipients", recipients)
                .onThisThread();
    }

    /** Not if the work will probably have to end before the next recipient's turn, {@code took} after this one's. */
    private boolean mayPrepare(long readAt, long took) {
        return !stopping && runtime.nanoTime().getAsLong() - readAt + 2 * took < WORK_NANOS;
    }

    private boolean mustEnd(Chunk chunk, Permit permit, long readAt) {
        return stopping
                || breaker.isOpen(permit)
                || runtime.nanoTime().getAsLong() - readAt > WORK_NANOS
                || !leases.allowsSending(chunk.lease());
    }

    private boolean supersede(Chunk chunk, long recipient) {
        return transactions.inTransaction(connection -> precedence.supersede(connection, chunk, recipient));
    }

    private static Entry held(Chunk chunk, long recipient) {
        OpenState state = chunk.broken() ? OpenState.UNCERTAIN : OpenState.HELD;
        return new Open(chunk.lease(), recipient, state, Tries.NONE, Instant.EPOCH, null, null);
    }
}
