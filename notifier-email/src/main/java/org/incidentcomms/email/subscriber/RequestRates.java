package org.incidentcomms.email.subscriber;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Token buckets: a number of requests per period for each key, and the same number as burst. Thread-safe. Keeps a
 * limited number of recently used keys; an evicted one starts with a full bucket.
 */
final class RequestRates {
    private record Bucket(double tokens, long atMillis) {}

    private static final int MOST_KEYS = 10_000;

    private final int perPeriod;
    private final long periodMillis;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_KEYS;
        }
    };

    /** @param perPeriod 0 for no limit */
    RequestRates(int perPeriod, Duration period) {
        this.perPeriod = perPeriod;
        this.periodMillis = period.toMillis();
    }

    /** Takes a token of {@code key}; returns zero, or the wait until one is available. */
    synchronized Duration take(String key, long nowMillis) {
        if (perPeriod <= 0) {
            return Duration.ZERO;
        }
        Bucket last = buckets.getOrDefault(key, new Bucket(perPeriod, nowMillis));
        long passed = Math.max(0, nowMillis - last.atMillis());
        double tokens = Math.min(perPeriod, last.tokens() + (double) passed * perPeriod / periodMillis);
        boolean within = tokens >= 1;
        buckets.put(key, new Bucket(within ? tokens - 1 : tokens, Math.max(last.atMillis(), nowMillis)));
        return within ? Duration.ZERO : Duration.ofMillis((long) Math.ceil((1 - tokens) * periodMillis / perPeriod));
    }

    synchronized int size() {
        return buckets.size();
    }
}
