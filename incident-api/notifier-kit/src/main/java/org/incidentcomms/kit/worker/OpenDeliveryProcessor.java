package org.incidentcomms.kit.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.kit.ledger.ClaimStore;
import org.incidentcomms.kit.ledger.ClaimStore.OpenDelivery;
import org.incidentcomms.kit.ledger.ClaimStore.OpenState;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.LedgerException;
import org.incidentcomms.kit.ledger.OutcomeWriter;
import org.incidentcomms.kit.ledger.OutcomeWriter.Entry;
import org.incidentcomms.kit.ledger.OutcomeWriter.Open;
import org.incidentcomms.kit.ledger.OutcomeWriter.Skipped;
import org.incidentcomms.kit.ledger.Plan;
import org.incidentcomms.kit.ledger.PrecedenceStore;
import org.incidentcomms.kit.ledger.Transactions;
import org.incidentcomms.kit.worker.CircuitBreaker.Permit;
import org.incidentcomms.service.log.EventLogContext;
import org.incidentcomms.service.trace.TraceSpan;
import org.jboss.logging.Logger;

/**
 * Delivers what is open for one recipient: retries, and what waited for an earlier update or was uncertain. Nothing is sent
 * under a lease that was not renewed in time.
 */
final class OpenDeliveryProcessor<R extends Recipient> {
    private static final Logger LOG = Logger.getLogger(OpenDeliveryProcessor.class);

    private final Channel<R> channel;
    private final EventCache events;
    private final Transactions transactions;
    private final ClaimStore claims;
    private final LaterPlans laterPlans;
    private final HeldLeases leases;
    private final OutcomeWriter outcomes;
    private final OutcomePolicy policy;
    private final Sender<R> sender;
    private final WorkerRuntime runtime;
    private final WorkSignal signal;

    OpenDeliveryProcessor(
            Channel<R> channel,
            EventCache events,
            Transactions transactions,
            ClaimStore claims,
            PrecedenceStore precedence,
            HeldLeases leases,
            OutcomeWriter outcomes,
            OutcomePolicy policy,
            Sender<R> sender,
            WorkerRuntime runtime,
            WorkSignal signal) {
        this.channel = channel;
        this.events = events;
        this.transactions = transactions;
        this.claims = claims;
        this.laterPlans = new LaterPlans(transactions, precedence);
        this.leases = leases;
        this.outcomes = outcomes;
        this.policy = policy;
        this.sender = sender;
        this.runtime = runtime;
        this.signal = signal;
    }

    /** Processes the next open delivery; returns false if none is due. */
    boolean work(Lane upTo, Permit permit) {
        long before = runtime.nanoTime().getAsLong();
        Optional<OpenDelivery> claimed = transactions.inTransaction(connection -> claims.claimOpen(connection, upTo));
        if (claimed.isEmpty()) {
            return false;
        }
        signal.passOn();
        OpenDelivery open = claimed.get();
        leases.add(open.lease(), before);
        try (EventLogContext unusedContext =
                new EventLogContext(open.plan().incidentId(), open.plan().eventId())) {
            boolean unused = runtime.await(outcomes.write(result(open, permit)));
        } finally {
            leases.remove(open.lease());
        }
        return true;
    }

    private Entry result(OpenDelivery open, Permit permit) {
        Plan plan = open.plan();
        if (open.delivered()) {
            return new Skipped(open.lease(), open.recipient(), SkipReason.SUPERSEDED); // ends the row, counts nothing
        }
        try {
            if (!plan.active()) {
                return again(open, Duration.ZERO);
            }
            PublishedEvent event = events.get(plan.eventId());
            List<R> recipients = channel.recipients(event, open.recipient(), open.recipient());
            if (recipients.isEmpty()) {
                return entry(open, channel.noLongerRecipient(event, open.recipient()));
            }
            if (!laterPlans.toldIn(plan, open.recipient(), open.recipient()).isEmpty()) {
                return new Skipped(open.lease(), open.recipient(), SkipReason.SUPERSEDED);
            }
            if (!leases.allowsSending(open.lease())) {
                return again(open, Duration.ZERO);
            }
            Delivery<R> delivery = new Delivery<>(
                    event, recipients.getFirst(), open.tries().attempts() + 1, null, plan.lane() == Lane.URGENT);
            return entry(open, sent(delivery, open, permit));
        } catch (LedgerException e) {
            LOG.warnf("open delivery waits for the database event=%s reason=%s", plan.eventId(), e.getMessage());
            return again(open, e.isTemporary() ? Duration.ZERO : ChunkProcessor.REST_AFTER_FAULT);
        } catch (RuntimeException e) {
            LOG.errorf(e, "open delivery failed before it was sent event=%s", plan.eventId());
            return again(open, ChunkProcessor.REST_AFTER_FAULT);
        }
    }

    private Entry entry(OpenDelivery open, DeliveryResult result) {
        Entry entry = policy.entry(open.plan(), open.lease(), open.recipient(), result, open.state(), open.tries());
        return entry == null ? again(open, Duration.ZERO) : entry;
    }

    private DeliveryResult sent(Delivery<R> delivery, OpenDelivery open, Permit permit) {
        try (TraceSpan unusedSpan = ChunkProcessor.span(delivery.event(), open.plan(), 1)) {
            return sender.send(delivery, open.state() == OpenState.UNCERTAIN, permit);
        }
    }

    /**
     * Nothing was sent: restores the row's state from before the claim, so that others need not wait for this lease.
     */
    private Entry again(OpenDelivery open, Duration rest) {
        Instant next = runtime.clock().instant().plus(rest);
        return new Open(open.lease(), open.recipient(), open.state(), open.tries(), next, null, null);
    }
}
