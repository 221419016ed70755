package org.incidentcomms.service.ratelimit;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket for each key: a number of requests per period, and the same number as burst. Thread-safe. Keeps a limited number of
 * recently used keys; an evicted one starts with a full bucket.
 */
public final class TokenBuckets {
    private static final class Bucket {
        private double tokens;
        private long at;

        Bucket(double tokens, long at) {
            this.tokens = tokens;
            this.at = at;
        }
    }

    private final int perPeriod;
    private final double periodMillis;
    private final Map<String, Bucket> buckets;

    /** @param perPeriod 0 for no limit */
    public TokenBuckets(int perPeriod, Duration period, int mostKeys) {
        this.perPeriod = perPeriod;
        this.periodMillis = period.toMillis();
        this.buckets = new LeastRecentlyUsed<>(mostKeys);
    }

    /** Takes a token of {@code key}; returns zero, or the wait until one is available. Times are in milliseconds. */
    public synchronized Duration take(String key, long now) {
        Bucket bucket = filled(key, now);
        if (bucket == null) {
            return Duration.ZERO;
        }
        Duration wait = waitFor(bucket);
        if (wait.isZero()) {
            bucket.tokens -= 1;
        }
        return wait;
    }

    /** Returns what {@link #take} would, and takes nothing. */
    public synchronized Duration peek(String key, long now) {
        Bucket bucket = buckets.containsKey(key) ? filled(key, now) : null;
        return bucket == null ? Duration.ZERO : waitFor(bucket);
    }

    /** Null if there is no limit. */
    private @Nullable Bucket filled(String key, long now) {
        if (perPeriod <= 0) {
            return null;
        }
        Bucket bucket = buckets.computeIfAbsent(key, k -> new Bucket(perPeriod, now));
        long passed = Math.max(0, now - bucket.at);
        bucket.tokens = Math.min(perPeriod, bucket.tokens + passed * perPeriod / periodMillis);
        bucket.at = Math.max(bucket.at, now);
        return bucket;
    }

    private Duration waitFor(Bucket bucket) {
        return bucket.tokens >= 1
                ? Duration.ZERO
                : Duration.ofMillis((long) Math.ceil((1 - bucket.tokens) * periodMillis / perPeriod));
    }

    synchronized int size() {
        return buckets.size();
    }
}
