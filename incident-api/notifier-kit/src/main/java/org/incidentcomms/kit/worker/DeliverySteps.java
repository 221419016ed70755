package org.incidentcomms.kit.worker;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.kit.ledger.ChannelStateStore;
import org.incidentcomms.kit.ledger.ClaimStore;
import org.incidentcomms.kit.ledger.DeadLetterStore;
import org.incidentcomms.kit.ledger.InboxStore;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.LeaseStore;
import org.incidentcomms.kit.ledger.OutcomeWriter;
import org.incidentcomms.kit.ledger.PrecedenceStore;
import org.incidentcomms.kit.ledger.Transactions;
import org.incidentcomms.kit.worker.CircuitBreaker.Permit;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a {@link DeliveryWorker}'s threads, without threads of its own: one iteration of a connection, writing
 * outcomes, renewing leases. A simulation calls the same steps in its own order.
 */
public final class DeliverySteps<R extends Recipient> {
    private final HeldLeases leases;
    private final CircuitBreaker breaker;
    private final OutcomeWriter outcomes;
    private final Sender<R> sender;
    private final ChunkProcessor<R> chunks;
    private final OpenDeliveryProcessor<R> open;
    private final UrgentPriority urgent;
    private final EventCache events;

    /** {@code signal} is given when work may have become claimable, and passed on when some was claimed. */
    public DeliverySteps(
            Channel<R> channel,
            Transactions transactions,
            EventCodec codec,
            RetryPolicy policy,
            MeterRegistry registry,
            WorkerRuntime runtime,
            WorkSignal signal) {
        String destination = channel.destination();
        leases = new HeldLeases(transactions, new LeaseStore(runtime.ledgerClock()), runtime.nanoTime());
        breaker = new CircuitBreaker(
                destination, transactions, new ChannelStateStore(), runtime.clock(), runtime.random());
        outcomes = new OutcomeWriter(
                transactions, new DeadLetterStore(runtime.ledgerClock()), runtime.ledgerClock(), signal::signal);
        sender = new Sender<>(channel, breaker, new DeliveryMetrics(registry, destination), runtime);
        urgent = new UrgentPriority(runtime.nanoTime());
        events = new EventCache(transactions, new InboxStore(runtime.ledgerClock()), codec);
        ClaimStore claims = new ClaimStore(destination, UUID.randomUUID(), HeldLeases.LENGTH, runtime.ledgerClock());
        PrecedenceStore precedence = new PrecedenceStore(runtime.ledgerClock());
        OutcomePolicy outcomePolicy =
                new OutcomePolicy(policy, runtime.clock(), runtime.random(), channel.settlesBySending());
        chunks = new ChunkProcessor<>(
                channel,
                events,
                transactions,
                claims,
                precedence,
                leases,
                outcomes,
                breaker,
                outcomePolicy,
                sender,
                runtime,
                urgent,
                signal);
        open = new OpenDeliveryProcessor<>(
                channel,
                events,
                transactions,
                claims,
                precedence,
                leases,
                outcomes,
                outcomePolicy,
                sender,
                runtime,
                signal);
    }

    /** The kinds of work a connection claims, in this order. */
    public enum Preference {
        CHUNKS,
        CHUNKS_THEN_RETRIES,
        RETRIES_THEN_CHUNKS
    }

    /**
     * One iteration of a connection: processes one claim from start to end.
     *
     * @return false if the channel is paused or there is no work
     */
    public boolean deliver(Lane upTo, Preference preference) {
        Permit permit = breaker.enter();
        if (permit == null) {
            return false;
        }
        try {
            return switch (preference) {
                case CHUNKS -> chunks.work(upTo, permit);
                case CHUNKS_THEN_RETRIES -> chunks.work(upTo, permit) || open.work(upTo, permit);
                case RETRIES_THEN_CHUNKS -> open.work(upTo, permit) || chunks.work(upTo, permit);
            };
        } finally {
            breaker.leave(permit);
        }
    }

    /** Planned events that need not be read again. */
    void remember(List<PublishedEvent> planned) {
        planned.forEach(events::put);
    }

    /** An urgent event was planned: chunks of others are released after the message being sent. */
    public void yieldToUrgent() {
        urgent.planned();
    }

    /** Whether only urgent work is to be claimed now. */
    boolean isUrgentOnly() {
        return urgent.isExclusive();
    }

    /** Renews the leases of deliveries in progress. */
    public void renewLeases() {
        leases.renew();
    }

    /** Number of chunks and open deliveries in progress. */
    int inProgress() {
        return leases.count();
    }

    /** Exchanges the channel's state with the other replicas. */
    public void synchronizeBreaker() {
        breaker.synchronize();
    }

    /** The writer to which outcomes are handed. */
    public OutcomeWriter outcomes() {
        return outcomes;
    }

    public CircuitBreaker breaker() {
        return breaker;
    }

    /** The time of the last rendering failure, or null. */
    public @Nullable Instant composingFailedAt() {
        return sender.composingFailedAt();
    }

    /** Chunks are released after the message being sent. */
    void stop() {
        chunks.stop();
    }
}
