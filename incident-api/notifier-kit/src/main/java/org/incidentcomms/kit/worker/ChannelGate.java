package org.incidentcomms.kit.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.ledger.ChannelStateStore;
import org.incidentcomms.kit.ledger.ChannelStateStore.ChannelState;
import org.incidentcomms.kit.ledger.LedgerException;
import org.incidentcomms.kit.ledger.Transactions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether the channel as a whole may be tried. A channel-wide failure closes it for a while that doubles; then a single
 * delivery goes ahead as a probe, and only its success opens the gate again. A parked channel is tried again after
 * {@link #PARKED}, or when an operator says so.
 */
public final class ChannelGate {
    private static final Logger LOG = Logger.getLogger(ChannelGate.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** How long a parked channel rests before it is tried again by itself. */
    public static final Duration PARKED = Duration.ofMinutes(15);

    private final String destination;
    private final Transactions transactions;
    private final ChannelStateStore store;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private ChannelState state = ChannelState.WORKING;
    private boolean probing;

    public ChannelGate(String destination, Transactions transactions, ChannelStateStore store, Clock clock) {
        this.destination = destination;
        this.transactions = transactions;
        this.store = store;
        this.clock = clock;
    }

    /** Takes over what the ledger says: after a restart, or what another replica found out. */
    void refresh() {
        ChannelState stored = transactions.inTransaction(connection -> store.get(connection, destination));
        lock.lock();
        try {
            if (!probing) {
                state = stored;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether a delivery may begin. When the pause is over it says yes to one, as a probe, until that one is done. */
    boolean enter() {
        lock.lock();
        try {
            Instant until = state.pausedUntil();
            if (until == null) {
                return true;
            }
            if (probing || clock.instant().isBefore(until)) {
                return false;
            }
            probing = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether work that is under way should end. */
    boolean isClosed() {
        lock.lock();
        try {
            return state.pausedUntil() != null && !probing;
        } finally {
            lock.unlock();
        }
    }

    /** The probe found nothing to do, or ended without learning anything about the channel. */
    void leave() {
        lock.lock();
        try {
            probing = false;
        } finally {
            lock.unlock();
        }
    }

    /** The remote side answered as it should. */
    void worked() {
        lock.lock();
        try {
            if (state.pausedUntil() == null) {
                return;
            }
            if (!probing) {
                return;
            }
            probing = false;
            LOG.infof("channel works again channel=%s", destination);
            change(ChannelState.WORKING);
        } finally {
            lock.unlock();
        }
    }

    /** The channel as a whole failed; {@code earliest} as the remote side asked for. */
    void failed(FailureReason reason, @Nullable Instant earliest, String detail) {
        lock.lock();
        try {
            Instant now = clock.instant();
            Instant paused = state.pausedUntil();
            boolean already = paused != null && !probing;
            probing = false;
            if (already && (earliest == null || !earliest.isAfter(paused))) {
                return;
            }
            int failures = already ? state.failures() : state.failures() + 1;
            Instant until = now.plus(RetryPolicy.spread(RetryPolicy.doubled(FIRST_PAUSE, LONGEST_PAUSE, failures)));
            if (earliest != null && earliest.isAfter(until)) {
                until = earliest;
            }
            LOG.warnf("channel paused channel=%s reason=%s nextAttempt=%s", destination, reason.label(), until);
            change(new ChannelState(failures, until, false, reason, detail, since(now)));
        } finally {
            lock.unlock();
        }
    }

    /** Somebody has to act before the channel works again. */
    void parked(FailureReason reason, String detail) {
        lock.lock();
        try {
            Instant now = clock.instant();
            probing = false;
            LOG.errorf("channel parked until an operator acts channel=%s reason=%s", destination, reason.label());
            change(new ChannelState(state.failures() + 1, now.plus(PARKED), true, reason, detail, since(now)));
        } finally {
            lock.unlock();
        }
    }

    /** An operator says it works again: the next delivery is tried at once. */
    public void resume() {
        lock.lock();
        try {
            probing = false;
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
        try {
            transactions.run(connection -> store.put(connection, destination, changed));
        } catch (LedgerException e) {
            LOG.warnf("channel state not stored channel=%s reason=%s", destination, e.getMessage());
        }
    }
}
