package org.incidentcomms.kit.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.kit.ledger.ClaimStore;
import org.incidentcomms.kit.ledger.ClaimStore.Chunk;
import org.incidentcomms.kit.ledger.ClaimStore.OpenDelivery;
import org.incidentcomms.kit.ledger.ClaimStore.OpenState;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.OutcomeLog;
import org.incidentcomms.kit.ledger.OutcomeLog.ChunkEnded;
import org.incidentcomms.kit.ledger.OutcomeLog.Entry;
import org.incidentcomms.kit.ledger.OutcomeLog.Left;
import org.incidentcomms.kit.ledger.OutcomeLog.Open;
import org.incidentcomms.kit.ledger.Plan;
import org.incidentcomms.kit.ledger.Transactions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One claim from start to end: a chunk's recipients one after the other, or one open delivery.
 *
 * <p>A chunk is worked for a second at most and then given back: so its recipients are re-read, a stop is noticed, and
 * something more urgent goes first. Beside the message on the wire at most one outcome is not yet committed.
 */
final class Deliveries<R extends Recipient> {
    private static final Logger LOG = Logger.getLogger(Deliveries.class);
    /** A chunk that cannot be worked on (a fault of ours) must not keep the others from their turn. */
    private static final Duration REST_AFTER_FAULT = Duration.ofSeconds(30);

    /** A stop, or somebody's leaving, is heeded within a second of its being asked for, whichever replica is at work. */
    private static final long WORK_NANOS = Duration.ofMillis(700).toNanos();

    private final Channel<R> channel;
    private final EventCache events;
    private final Transactions transactions;
    private final ClaimStore claims;
    private final OutcomeLog outcomes;
    private final ChannelGate gate;
    private final Answers answers;
    private final DeliveryMetrics metrics;
    private final BooleanSupplier stopping;

    Deliveries(
            Channel<R> channel,
            EventCache events,
            Transactions transactions,
            ClaimStore claims,
            OutcomeLog outcomes,
            ChannelGate gate,
            Answers answers,
            DeliveryMetrics metrics,
            BooleanSupplier stopping) {
        this.channel = channel;
        this.events = events;
        this.transactions = transactions;
        this.claims = claims;
        this.outcomes = outcomes;
        this.gate = gate;
        this.answers = answers;
        this.metrics = metrics;
        this.stopping = stopping;
    }

    /** Works on the next chunk; false if there is none. */
    boolean workChunk(Lane upTo) {
        Optional<Chunk> claimed = transactions.inTransaction(connection -> claims.claimChunk(connection, upTo));
        if (claimed.isEmpty()) {
            return false;
        }
        Chunk chunk = claimed.get();
        boolean done = false;
        Duration rest = REST_AFTER_FAULT;
        try {
            done = work(chunk);
            rest = Duration.ZERO;
        } finally {
            await(outcomes.write(new ChunkEnded(chunk.plan().id(), chunk.number(), done, rest)));
        }
        return true;
    }

    /** Works on the next open delivery; false if none is due. */
    boolean workOpen(Lane upTo) {
        Optional<OpenDelivery> claimed = transactions.inTransaction(connection -> claims.claimOpen(connection, upTo));
        if (claimed.isEmpty()) {
            return false;
        }
        OpenDelivery open = claimed.get();
        Plan plan = open.plan();
        PublishedEvent event = events.get(plan.eventId());
        List<R> recipients = channel.recipients(event, open.recipient(), open.recipient());
        if (recipients.isEmpty()) {
            await(outcomes.write(new Left(plan.id(), open.recipient(), SkipReason.LEFT, true)));
            return true;
        }
        Delivery<R> delivery = new Delivery<>(event, recipients.getFirst(), open.attempts() + 1);
        DeliveryResult result = send(delivery, open.state() == OpenState.UNCERTAIN);
        Entry entry = answers.entry(plan, open.recipient(), result, open.state(), open.attempts(), true);
        if (entry != null) {
            await(outcomes.write(entry));
        }
        return true;
    }

    private boolean work(Chunk chunk) {
        Plan plan = chunk.plan();
        PublishedEvent event = events.get(plan.eventId());
        Set<Long> settled = chunk.touched()
                ? transactions.inTransaction(connection -> claims.settled(connection, chunk))
                : Set.of();
        Map<Long, Boolean> earlier = transactions.inTransaction(connection -> claims.openEarlier(connection, chunk));
        List<R> recipients = channel.recipients(event, plan.firstId(chunk.number()), plan.lastId(chunk.number()));
        long readAt = System.nanoTime();
        CompletableFuture<Void> uncommitted = CompletableFuture.completedFuture(null);
        try {
            for (R recipient : recipients) {
                if (settled.contains(recipient.id())) {
                    continue;
                }
                if (stopping.getAsBoolean() || gate.isClosed() || System.nanoTime() - readAt > WORK_NANOS) {
                    return false;
                }
                if (earlier.containsKey(recipient.id()) && !supersede(plan, recipient.id())) {
                    await(uncommitted);
                    uncommitted = outcomes.write(held(plan, recipient.id()));
                    continue;
                }
                DeliveryResult result = send(new Delivery<>(event, recipient, 1), chunk.broken());
                OpenState before = chunk.broken() ? OpenState.UNCERTAIN : OpenState.RETRY;
                Entry entry = answers.entry(plan, recipient.id(), result, before, 0, false);
                await(uncommitted);
                if (entry == null) {
                    return false;
                }
                uncommitted = outcomes.write(entry);
            }
            return true;
        } finally {
            await(uncommitted);
        }
    }

    private boolean supersede(Plan plan, long recipient) {
        return transactions.inTransaction(connection -> claims.supersede(connection, plan, recipient));
    }

    private static Entry held(Plan plan, long recipient) {
        return new Open(plan.id(), recipient, OpenState.HELD, 0, java.time.Instant.EPOCH, null, null);
    }

    private DeliveryResult send(Delivery<R> delivery, boolean uncertain) {
        long start = System.nanoTime();
        DeliveryResult result;
        try {
            result = uncertain ? channel.settle(delivery) : channel.deliver(delivery);
        } catch (RuntimeException e) {
            LOG.errorf(
                    "channel threw, outcome to be found out channel=%s event=%s reason=%s",
                    channel.destination(), delivery.event().id(), e.getClass().getName());
            result = DeliveryResult.uncertain(
                    FailureReason.UNEXPECTED, Scope.DESTINATION, e.getClass().getSimpleName());
        }
        metrics.count(result, Duration.ofNanos(System.nanoTime() - start));
        tellGate(result);
        return result;
    }

    private void tellGate(DeliveryResult result) {
        switch (result) {
            case DeliveryResult.Delivered delivered -> gate.worked();
            case DeliveryResult.Rejected rejected -> gate.worked();
            case DeliveryResult.Skipped skipped -> {}
            case DeliveryResult.Retry retry
            when retry.scope() == Scope.CHANNEL -> gate.failed(retry.reason(), retry.earliest(), retry.detail());
            case DeliveryResult.Retry retry -> gate.worked();
            case DeliveryResult.Uncertain uncertain
            when uncertain.scope() == Scope.CHANNEL -> gate.failed(uncertain.reason(), null, uncertain.detail());
            case DeliveryResult.Uncertain uncertain -> {}
            case DeliveryResult.Park park -> gate.parked(park.reason(), park.detail());
        }
    }

    private static void await(@Nullable CompletableFuture<Void> written) {
        if (written == null) {
            return;
        }
        try {
            written.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("outcome could not be written", e.getCause());
        }
    }
}
