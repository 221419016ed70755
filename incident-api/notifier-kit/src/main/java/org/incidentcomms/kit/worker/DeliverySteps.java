package org.incidentcomms.kit.worker;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.UUID;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.kit.ledger.ChannelStateStore;
import org.incidentcomms.kit.ledger.ClaimStore;
import org.incidentcomms.kit.ledger.DeadLetterStore;
import org.incidentcomms.kit.ledger.InboxStore;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.LeaseStore;
import org.incidentcomms.kit.ledger.OutcomeWriter;
import org.incidentcomms.kit.ledger.Transactions;
import org.incidentcomms.kit.worker.CircuitBreaker.Permit;
import org.jspecify.annotations.Nullable;

/**
 * What the threads of a {@link DeliveryWorker} do, step by step and without a thread of its own: a connection's turn, the
 * writing of outcomes, the renewal of leases. A simulation calls the same steps in an order of its own.
 */
public final class DeliverySteps<R extends Recipient> {
    private final HeldLeases leases;
    private final CircuitBreaker gate;
    private final OutcomeWriter outcomes;
    private final Sender<R> sender;
    private final ChunkProcessor<R> deliveries;

    /** {@code onProgress} is called when work may have become claimable. */
    public DeliverySteps(
            Channel<R> channel,
            Transactions transactions,
            EventCodec codec,
            RetryPolicy policy,
            MeterRegistry registry,
            WorkerRuntime runtime,
            Runnable onProgress) {
        String destination = channel.destination();
        leases = new HeldLeases(transactions, new LeaseStore(runtime.ledgerClock()), runtime.nanoTime());
        gate = new CircuitBreaker(
                destination, transactions, new ChannelStateStore(), runtime.clock(), runtime.random());
        outcomes = new OutcomeWriter(
                transactions, new DeadLetterStore(runtime.ledgerClock()), runtime.ledgerClock(), onProgress);
        sender = new Sender<>(channel, gate, new DeliveryMetrics(registry, destination), runtime);
        deliveries = new ChunkProcessor<>(
                channel,
                new EventCache(transactions, new InboxStore(runtime.ledgerClock()), codec),
                transactions,
                new ClaimStore(destination, UUID.randomUUID(), HeldLeases.LENGTH, runtime.ledgerClock()),
                leases,
                outcomes,
                gate,
                new OutcomePolicy(policy, runtime.clock(), runtime.random()),
                sender,
                runtime);
    }

    /** Which kinds of work a connection looks for, in this order. */
    public enum Preference {
        CHUNKS,
        CHUNKS_THEN_RETRIES,
        RETRIES_THEN_CHUNKS
    }

    /**
     * A connection's turn: one claim, worked from start to end.
     *
     * @return false if the channel is paused or nothing is to be done
     */
    public boolean deliver(Lane upTo, Preference preference) {
        Permit permit = gate.enter();
        if (permit == null) {
            return false;
        }
        try {
            return switch (preference) {
                case CHUNKS -> deliveries.workChunk(upTo, permit);
                case CHUNKS_THEN_RETRIES -> deliveries.workChunk(upTo, permit) || deliveries.workOpen(upTo, permit);
                case RETRIES_THEN_CHUNKS -> deliveries.workOpen(upTo, permit) || deliveries.workChunk(upTo, permit);
            };
        } finally {
            gate.leave(permit);
        }
    }

    /** Renews the leases under which deliveries are being made. */
    public void renewLeases() {
        leases.renew();
    }

    /** Exchanges the channel's state with the other replicas. */
    public void synchronizeGate() {
        gate.synchronize();
    }

    /** Where outcomes are handed over and written. */
    public OutcomeWriter outcomes() {
        return outcomes;
    }

    public CircuitBreaker gate() {
        return gate;
    }

    /** When something last could not be composed, or null. */
    public @Nullable Instant composingFailedAt() {
        return sender.composingFailedAt();
    }

    /** Chunks are given back after the message on the wire. */
    void stop() {
        deliveries.stop();
    }
}
