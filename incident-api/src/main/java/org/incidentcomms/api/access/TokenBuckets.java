package org.incidentcomms.api.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket for each key: a rate per minute, and the same number as burst. Thread-safe. Keeps a limited number of
 * recently used keys; an evicted one starts with a full bucket.
 */
final class TokenBuckets {
    private static final class Bucket {
        private double tokens;
        private long at;

        Bucket(double tokens, long at) {
            this.tokens = tokens;
            this.at = at;
        }
    }

    private final int perMinute;
    private final Map<String, Bucket> buckets;

    TokenBuckets(int perMinute, int mostKeys) {
        this.perMinute = perMinute;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > mostKeys;
            }
        };
    }

    /** Takes a token of {@code key}; returns zero, or the wait until one is available. Times are in milliseconds. */
    synchronized Duration take(String key, long now) {
        Bucket bucket = buckets.computeIfAbsent(key, k -> new Bucket(perMinute, now));
        long passed = Math.max(0, now - bucket.at);
        bucket.tokens = Math.min(perMinute, bucket.tokens + passed * perMinute / 60_000.0);
        bucket.at = Math.max(bucket.at, now);
        if (bucket.tokens >= 1) {
            bucket.tokens -= 1;
            return Duration.ZERO;
        }
        return Duration.ofMillis((long) Math.ceil((1 - bucket.tokens) * 60_000 / perMinute));
    }

    synchronized int size() {
        return buckets.size();
    }
}
