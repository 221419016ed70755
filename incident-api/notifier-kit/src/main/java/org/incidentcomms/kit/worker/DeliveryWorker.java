package org.incidentcomms.kit.worker;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.LedgerException;
import org.incidentcomms.kit.ledger.OutcomeWriter;
import org.incidentcomms.kit.ledger.Transactions;
import org.incidentcomms.kit.worker.DeliverySteps.Preference;
import org.incidentcomms.service.loop.GuardedLoop;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that deliver on one channel: one per connection. The first connection takes only urgent work, so that a
 * major incident never waits behind a long list; at most a quarter of the connections (but at least one) take retries.
 * One more thread writes the outcomes and renews the leases: done by two at once, the transactions could lock the same
 * chunks in different order.
 *
 * <p>Any number of replicas may run on one database. A lease its owner no longer renews is taken over by another.
 */
public final class DeliveryWorker<R extends Recipient> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DeliveryWorker.class);
    private static final Duration RENEWAL = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    /** How often a connection that waits for urgent work of others looks whether it is over. */
    private static final Duration URGENT_ONLY_PAUSE = Duration.ofMillis(100);

    private static final Duration ENDING = Duration.ofSeconds(10);

    private final Channel<R> channel;
    private final WorkSignal signal = new WorkSignal();
    private final DeliverySteps<R> steps;
    private final OutcomeWriter outcomes;
    private final List<GuardedLoop> connections = new ArrayList<>();
    private final GuardedLoop writing;
    private Duration pause = FIRST_PAUSE;
    private long renewedAt = System.nanoTime();

    public DeliveryWorker(
            Channel<R> channel,
            Transactions transactions,
            EventCodec codec,
            RetryPolicy policy,
            MeterRegistry registry,
            Clock clock) {
        if (channel.connections() < 2) {
            throw new IllegalStateException("channel " + channel.destination()
                    + " needs at least 2 connections: one is kept for urgent incidents");
        }
        this.channel = channel;
        this.steps =
                new DeliverySteps<>(channel, transactions, codec, policy, registry, WorkerRuntime.real(clock), signal);
        this.outcomes = steps.outcomes();
        this.writing = new GuardedLoop(channel.destination() + "-outcomes", this::write);
    }

    public void start() {
        writing.start();
        int retrying = Math.max(1, channel.connections() / 4);
        for (int i = 0; i < channel.connections(); i++) {
            Lane upTo = i == 0 ? Lane.URGENT : Lane.HOUSEKEEPING;
            boolean retries = i >= channel.connections() - retrying;
            Connection connection = new Connection(upTo, retries);
            GuardedLoop loop = new GuardedLoop(channel.destination() + "-" + i, connection::turn, Thread.ofVirtual());
            connections.add(loop);
            loop.start();
        }
    }

    /** Work was planned, maybe urgent; {@code events} are those of it that are at hand. */
    public void wake(boolean hasUrgent, List<PublishedEvent> events) {
        steps.remember(events);
        if (hasUrgent) {
            steps.yieldToUrgent();
        }
        signal.signal();
    }

    public String destination() {
        return channel.destination();
    }

    public CircuitBreaker breaker() {
        return steps.breaker();
    }

    /** The time of the last rendering failure, or null. */
    public @Nullable Instant composingFailedAt() {
        return steps.composingFailedAt();
    }

    /** One connection: alternates between retries and chunks if it takes both. */
    private final class Connection {
        private final Lane upTo;
        private final boolean retries;
        private final WorkSignal.Group group;
        private boolean retryNext;

        Connection(Lane upTo, boolean retries) {
            this.upTo = upTo;
            this.retries = retries;
            this.group = upTo == Lane.URGENT
                    ? WorkSignal.Group.URGENT
                    : retries ? WorkSignal.Group.CHUNKS_AND_RETRIES : WorkSignal.Group.CHUNKS;
            this.retryNext = retries;
        }

        Duration turn() throws InterruptedException {
            long seen = signal.seen();
            boolean urgentOnly = steps.isUrgentOnly();
            Preference preference = !retries
                    ? Preference.CHUNKS
                    : retryNext ? Preference.RETRIES_THEN_CHUNKS : Preference.CHUNKS_THEN_RETRIES;
            retryNext = retries && !retryNext;
            try {
                if (!steps.deliver(urgentOnly ? Lane.URGENT : upTo, preference)) {
                    signal.await(group, seen, urgentOnly ? URGENT_ONLY_PAUSE : RENEWAL);
                }
                return Duration.ZERO;
            } catch (LedgerException e) {
                signal.passOn();
                LOG.warnf(
                        "deliveries wait for the database channel=%s reason=%s", channel.destination(), e.getMessage());
                return RENEWAL;
            }
        }
    }

    private Duration write() throws InterruptedException {
        if (System.nanoTime() - renewedAt >= RENEWAL.toNanos()) {
            renew();
            renewedAt = System.nanoTime();
        }
        outcomes.awaitEntries(Duration.ofMillis(100), steps.inProgress());
        if (outcomes.writeBatch()) {
            pause = FIRST_PAUSE;
            return Duration.ZERO;
        }
        pause = pause.compareTo(RENEWAL) < 0 ? pause.multipliedBy(2) : pause;
        return pause;
    }

    private void renew() {
        try {
            steps.renewLeases();
            steps.synchronizeBreaker();
        } catch (LedgerException e) {
            LOG.debugf("leases not renewed reason=%s", e.getMessage());
        }
    }

    /** Completes deliveries in progress (at most 10 s) and writes their outcomes; leases are renewed until then. */
    @Override
    public void close() {
        if (!writing.isOpen()) {
            return;
        }
        steps.stop();
        outcomes.closeSoon();
        connections.forEach(GuardedLoop::closeSoon);
        signal.signal();
        long deadline = System.nanoTime() + ENDING.toNanos();
        for (GuardedLoop connection : connections) {
            boolean unused = connection.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        writing.closeSoon();
        boolean database = writing.join(ENDING);
        while (database && !outcomes.isIdle()) {
            database = outcomes.writeBatch();
        }
    }
}
