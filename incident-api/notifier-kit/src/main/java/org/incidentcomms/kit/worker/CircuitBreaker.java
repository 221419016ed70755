package org.incidentcomms.kit.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.ledger.ChannelStateStore;
import org.incidentcomms.kit.ledger.ChannelStateStore.ChannelState;
import org.incidentcomms.kit.ledger.Transactions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether the channel as a whole may be used. The breaker is closed while it may. A channel-wide failure opens it for a
 * pause that doubles; after that it is half-open: a single delivery is the probe, and only its success closes it again. A
 * parked channel is probed after {@link #PARKED}, or on an operator's request.
 *
 * <p>The state is in memory; {@link #synchronize} exchanges it with the ledger. No lock is held meanwhile, so a
 * database that hangs blocks neither deliveries nor health.
 */
public final class CircuitBreaker {
    private static final Logger LOG = Logger.getLogger(CircuitBreaker.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** How long a parked channel waits for the next automatic probe. */
    public static final Duration PARKED = Duration.ofMinutes(15);

    private final String destination;
    private final Transactions transactions;
    private final ChannelStateStore store;
    private final Clock clock;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private ChannelState state = ChannelState.WORKING;
    private @Nullable Permit probe;
    private long changes;
    private long stored;

    /** The permission to deliver, until it is returned; of several at a time at most one is the probe. */
    static final class Permit {}

    CircuitBreaker(
            String destination,
            Transactions transactions,
            ChannelStateStore store,
            Clock clock,
            RandomGenerator random) {
        this.destination = destination;
        this.transactions = transactions;
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    /** Stores a local change, otherwise takes over the ledger's state, as another replica found it. */
    void synchronize() {
        ChannelState changed;
        long seen;
        lock.lock();
        try {
            seen = changes;
            changed = seen == stored ? null : state;
        } finally {
            lock.unlock();
        }
        if (changed != null) {
            ChannelState put = changed;
            transactions.run(connection -> store.put(connection, destination, put));
            stored = seen;
            return;
        }
        ChannelState found = transactions.inTransaction(connection -> store.get(connection, destination));
        lock.lock();
        try {
            if (probe == null && changes == seen) {
                state = found;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Requests a permit, to be returned by {@link #leave}.
     *
     * @return null while the channel is paused; after the pause one caller at a time gets a permit, as the probe
     */
    @Nullable Permit enter() {
        lock.lock();
        try {
            Instant until = state.pausedUntil();
            Permit permit = new Permit();
            if (until == null) {
                return permit;
            }
            if (probe != null || clock.instant().isBefore(until)) {
                return null;
            }
            probe = permit;
            return permit;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the breaker is open for work in progress with {@code permit}, which should end then. */
    boolean isOpen(Permit permit) {
        lock.lock();
        try {
            return state.pausedUntil() != null && probe != permit;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the permit. A probe that ends without a result lets another one try. */
    void leave(Permit permit) {
        lock.lock();
        try {
            if (probe == permit) {
                probe = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The remote system responded successfully. */
    void worked(Permit permit) {
        lock.lock();
        try {
            if (probe != permit) {
                return;
            }
            probe = null;
            LOG.infof("channel recovered channel=%s", destination);
            change(ChannelState.WORKING);
        } finally {
            lock.unlock();
        }
    }

    /** The channel as a whole failed; {@code earliest} as requested by the remote system. */
    void failed(Permit permit, FailureReason reason, @Nullable Instant earliest, String detail) {
        lock.lock();
        try {
            Instant now = clock.instant();
            Instant paused = state.pausedUntil();
            boolean already = paused != null && probe != permit;
            leave(permit);
            if (already && (earliest == null || !earliest.isAfter(paused))) {
                return;
            }
            int failures = already ? state.failures() : state.failures() + 1;
            Instant until =
                    now.plus(RetryPolicy.spread(RetryPolicy.doubled(FIRST_PAUSE, LONGEST_PAUSE, failures), random));
            if (earliest != null && earliest.isAfter(until)) {
                until = earliest;
            }
            LOG.warnf("channel paused channel=%s reason=%s nextAttempt=%s", destination, reason.label(), until);
            change(new ChannelState(failures, until, false, reason, detail, since(now)));
        } finally {
            lock.unlock();
        }
    }

    /** An operator must act: nothing but a probe every {@link #PARKED} goes out until the cause is gone. */
    void parked(Permit permit, FailureReason reason, String detail) {
        lock.lock();
        try {
            Instant now = clock.instant();
            leave(permit);
            LOG.errorf("channel parked, an operator must act channel=%s reason=%s", destination, reason.label());
            change(new ChannelState(state.failures() + 1, now.plus(PARKED), true, reason, detail, since(now)));
        } finally {
            lock.unlock();
        }
    }

    /** Resumes on an operator's request: the next delivery is attempted at once. */
    public void resume() {
        lock.lock();
        try {
            probe = null;
            change(ChannelState.WORKING);
        } finally {
            lock.unlock();
        }
    }

    public ChannelState state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    private Instant since(Instant now) {
        Instant since = state.since();
        return since == null ? now : since;
    }

    private void change(ChannelState changed) {
        state = changed;
        changes++;
    }
}
