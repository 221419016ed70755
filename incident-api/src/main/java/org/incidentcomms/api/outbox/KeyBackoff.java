package org.incidentcomms.api.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.incidentcomms.service.loop.Backoff;

/** Back-off per key after Kafka rejected an event of that key. Used by one thread. */
final class KeyBackoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Map<String, Backoff> pauses = new HashMap<>();

    /** The keys no event may be sent of now. */
    Collection<String> waiting(Instant now) {
        return pauses.entrySet().stream()
                .filter(entry -> entry.getValue().holds(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    void refused(String key, Instant now) {
        pauses.computeIfAbsent(key, each -> new Backoff(FIRST, LONGEST)).holdFrom(now);
    }

    void published(String key) {
        pauses.remove(key);
    }
}
