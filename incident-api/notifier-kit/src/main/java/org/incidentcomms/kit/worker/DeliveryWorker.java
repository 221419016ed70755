package org.incidentcomms.kit.worker;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.kit.ledger.ChannelStateStore;
import org.incidentcomms.kit.ledger.ClaimStore;
import org.incidentcomms.kit.ledger.DeadLetterStore;
import org.incidentcomms.kit.ledger.InboxStore;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.LedgerException;
import org.incidentcomms.kit.ledger.OutcomeLog;
import org.incidentcomms.kit.ledger.Transactions;
import org.jboss.logging.Logger;

/**
 * The deliveries of one channel: as many at once as it has connections. The first connection takes only urgent work, so
 * that a live outage never waits behind a long list; at most a quarter of them (but one) take retries.
 *
 * <p>Any number of replicas may run on one database. A lease that its owner no longer renews is taken over by another.
 */
public final class DeliveryWorker<R extends Recipient> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DeliveryWorker.class);
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration RENEWAL = Duration.ofSeconds(1);

    private final Channel<R> channel;
    private final Transactions transactions;
    private final WorkSignal signal;
    private final ClaimStore claims;
    private final ChannelGate gate;
    private final OutcomeLog outcomes;
    private final Deliveries<R> deliveries;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    public DeliveryWorker(
            Channel<R> channel,
            Transactions transactions,
            EventCodec codec,
            RetryPolicy policy,
            MeterRegistry registry,
            Clock clock,
            WorkSignal signal) {
        this.channel = channel;
        this.transactions = transactions;
        this.signal = signal;
        this.claims = new ClaimStore(channel.destination(), UUID.randomUUID(), LEASE);
        this.gate = new ChannelGate(channel.destination(), transactions, new ChannelStateStore(), clock);
        this.outcomes = new OutcomeLog(transactions, new DeadLetterStore(), signal::signal);
        this.deliveries = new Deliveries<>(
                channel,
                new EventCache(transactions, new InboxStore(), codec),
                transactions,
                claims,
                outcomes,
                gate,
                new Answers(policy, clock),
                new DeliveryMetrics(registry, channel.destination()),
                () -> stopping);
    }

    public void start() {
        if (channel.connections() < 2) {
            throw new IllegalStateException("channel " + channel.destination()
                    + " needs at least 2 connections: one is kept for urgent incidents");
        }
        outcomes.start();
        int retrying = Math.max(1, channel.connections() / 4);
        for (int i = 0; i < channel.connections(); i++) {
            Lane upTo = i == 0 ? Lane.URGENT : Lane.HOUSEKEEPING;
            boolean retries = i >= channel.connections() - retrying;
            threads.add(Thread.ofVirtual().name(channel.destination() + "-" + i).start(() -> work(upTo, retries)));
        }
        threads.add(Thread.ofVirtual().name(channel.destination() + "-leases").start(this::renew));
    }

    public String destination() {
        return channel.destination();
    }

    public ChannelGate gate() {
        return gate;
    }

    private void work(Lane upTo, boolean retries) {
        boolean retryNext = retries;
        while (!stopping) {
            long seen = signal.seen();
            try {
                boolean worked = false;
                if (gate.enter()) {
                    worked = retryNext
                            ? deliveries.workOpen(upTo) || deliveries.workChunk(upTo)
                            : deliveries.workChunk(upTo) || (retries && deliveries.workOpen(upTo));
                    gate.leave();
                    retryNext = retries && !retryNext;
                }
                if (!worked) {
                    signal.await(seen, RENEWAL);
                }
            } catch (LedgerException e) {
                LOG.warnf(
                        "deliveries wait for the database channel=%s reason=%s", channel.destination(), e.getMessage());
                gate.leave();
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.errorf(e, "delivery failed unexpectedly channel=%s", channel.destination());
                gate.leave();
                pause();
            }
        }
    }

    private void renew() {
        while (!stopping) {
            try {
                transactions.run(claims::renew);
                gate.refresh();
            } catch (LedgerException e) {
                LOG.debugf("leases not renewed reason=%s", e.getMessage());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RENEWAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets what is under way finish (at most 10 s), writes its outcomes and gives the leases back. */
    @Override
    public void close() {
        if (stopping) {
            return;
        }
        stopping = true;
        outcomes.closeSoon();
        signal.signal();
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        boolean finished = true;
        for (Thread thread : threads) {
            try {
                long left = Math.max(1, deadline - System.nanoTime());
                finished &= thread.join(Duration.ofNanos(left));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                finished = false;
            }
        }
        outcomes.close();
        if (finished) {
            try {
                transactions.run(claims::releaseAll);
            } catch (LedgerException e) {
                LOG.debugf("leases run out by themselves reason=%s", e.getMessage());
            }
        }
    }
}
