package org.incidentcomms.email.smtp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.incidentcomms.kit.channel.DeliveryResult.Deferred;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.service.ratelimit.LeastRecentlyUsed;
import org.jspecify.annotations.Nullable;

/**
 * Lets a recipient domain rest that answers with temporary failures (greylisting, busy) several times in a row: its
 * other recipients are deferred, with growing pauses and one try at a time between them, until a message is accepted.
 */
final class DomainPauses {
    static final int FAILURES = 5;
    static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    private static final int REMEMBERED = 10_000;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, State> states = new LeastRecentlyUsed<>(REMEMBERED);

    private static final class State {
        private int failures;
        private Instant pausedUntil = Instant.MIN;
        private boolean probed;
        private FailureReason reason = FailureReason.TEMPORARY;
        private String detail = "";
    }

    DomainPauses(Clock clock) {
        this.clock = clock;
    }

    /** Null if a message may be sent, which {@link #ended} must follow. */
    @Nullable Deferred admit(String domain) {
        lock.lock();
        try {
            State state = states.get(domain);
            if (state == null || state.failures < FAILURES) {
                return null;
            }
            Instant now = clock.instant();
            if (now.isBefore(state.pausedUntil)) {
                return deferred(state, state.pausedUntil);
            }
            if (state.probed) {
                return deferred(state, now.plus(FIRST_PAUSE));
            }
            state.probed = true;
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the next message to the domain may be deferred. */
    boolean isFailing(String domain) {
        lock.lock();
        try {
            return states.containsKey(domain);
        } finally {
            lock.unlock();
        }
    }

    private static Deferred deferred(State state, Instant until) {
        return new Deferred(
                state.reason, until, "not tried: the recipient's domain failed repeatedly, last with " + state.detail);
    }

    /** A message to the domain was accepted. */
    void accepted(String domain) {
        lock.lock();
        try {
            states.remove(domain);
        } finally {
            lock.unlock();
        }
    }

    /** A message was refused; only a temporary refusal by the domain itself counts. */
    void refused(String domain, SmtpException failure, FailureReason reason) {
        SmtpReply reply = failure.reply();
        if (reply == null || failure.stage().compareTo(SmtpStage.RCPT) < 0 || !reply.isPostponedByDomain()) {
            return;
        }
        lock.lock();
        try {
            State state = states.computeIfAbsent(domain, any -> new State());
            Instant now = clock.instant();
            if (now.isBefore(state.pausedUntil)) { // begun before the pause
                return;
            }
            state.failures++;
            state.reason = reason;
            state.detail = reply.detail();
            if (state.failures >= FAILURES) {
                state.pausedUntil = now.plus(pause(state.failures - FAILURES));
            }
        } finally {
            lock.unlock();
        }
    }

    /** A message that was admitted is no longer being sent, whatever became of it. */
    void ended(String domain) {
        lock.lock();
        try {
            State state = states.get(domain);
            if (state != null) {
                state.probed = false;
            }
        } finally {
            lock.unlock();
        }
    }

    private static Duration pause(int doublings) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(doublings, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
