package org.incidentcomms.email.smtp;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.incidentcomms.kit.channel.DeliveryResult.Deferred;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.service.ratelimit.LeastRecentlyUsed;
import org.jspecify.annotations.Nullable;

/** Keeps to {@link SendingRates}: the rate of a domain defers a recipient, the total rate makes the caller wait. */
final class SendingLimits {
    /** A stop takes effect within a second, so a message must not wait for much longer than that. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    /** Deferred recipients are spread over at most this time, so that urgent ones need not wait behind them. */
    static final Duration SPREAD = Duration.ofMinutes(1);

    private static final int REMEMBERED = 10_000;

    private final SendingRates rates;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final @Nullable TokenBucket total;
    private final Map<String, Domain> domains = new LeastRecentlyUsed<>(REMEMBERED);

    private static final class Domain {
        private final TokenBucket bucket;
        /** When the last deferred recipient is due. */
        private long deferredUntil;

        Domain(double perSecond, long now) {
            this.bucket = new TokenBucket(perSecond, now);
            this.deferredUntil = now;
        }
    }

    SendingLimits(SendingRates rates, Clock clock, LongSupplier nanoTime) {
        this.rates = rates;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.total = rates.total() == 0 ? null : new TokenBucket(rates.total(), nanoTime.getAsLong());
    }

    boolean isUnlimited() {
        return rates.equals(SendingRates.UNLIMITED);
    }

    /** Null if a message may be sent to this domain now. */
    @Nullable Deferred admit(String domain) {
        double perSecond = rates.of(domain);
        if (perSecond == 0) {
            return null;
        }
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            Domain state = domains.computeIfAbsent(domain, any -> new Domain(perSecond, now));
            long wait = state.bucket.take(now, 0);
            if (wait == 0) {
                return null;
            }
            long queued = Math.max(state.deferredUntil - now, wait) + state.bucket.interval();
            long due = Math.min(queued, Math.max(wait, SPREAD.toNanos()));
            state.deferredUntil = now + due;
            return deferred(due, "not tried: SMTP_DOMAIN_RATE is reached");
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the total rate allows a message; null if it does, which is the rule. */
    @Nullable Deferred await() {
        long wait = waitFor(LONGEST_WAIT);
        if (wait == 0) { // a virtual thread would yield
            return null;
        }
        if (wait > LONGEST_WAIT.toNanos()) {
            return deferred(wait, "not tried: SMTP_RATE is reached");
        }
        try {
            Thread.sleep(Duration.ofNanos(wait));
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for SMTP_RATE", e);
        }
    }

    /** How long the next message must wait (ns); if that is longer than {@code longest}, it has no turn yet. */
    long waitFor(Duration longest) {
        if (total == null) {
            return 0;
        }
        lock.lock();
        try {
            return total.take(nanoTime.getAsLong(), longest.toNanos());
        } finally {
            lock.unlock();
        }
    }

    /** More connections than messages a second would only wait for each other. */
    int connections(int configured) {
        return rates.total() == 0 ? configured : Math.clamp((long) rates.total(), 2, Math.max(2, configured));
    }

    private Deferred deferred(long nanos, String detail) {
        return new Deferred(FailureReason.RATE_LIMITED, clock.instant().plusNanos(nanos), detail);
    }
}
