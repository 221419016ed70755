package org.incidentcomms.api.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is on its way to Kafka: at most one event of each key, so that no failure can turn the order within an incident,
 * and no more events and bytes than allowed. Used by the relay's thread alone.
 */
final class Flights {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private record Grounded(int attempts, Instant until) {}

    private final int most;
    private final long mostBytes;
    private final Map<String, OutboxRow> inFlight = new HashMap<>();
    private final Map<String, Grounded> grounded = new HashMap<>();
    private long bytes;

    Flights(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    boolean isEmpty() {
        return inFlight.isEmpty();
    }

    int free() {
        return bytes >= mostBytes ? 0 : most - inFlight.size();
    }

    /** Keys no event may be taken of now. */
    Collection<String> closedKeys(Instant now) {
        List<String> keys = new ArrayList<>(inFlight.keySet());
        grounded.forEach((key, pause) -> {
            if (pause.until().isAfter(now)) {
                keys.add(key);
            }
        });
        return keys;
    }

    /** Lets the event fly, or says no: its key is on its way already, or there is no room. */
    boolean take(OutboxRow row) {
        boolean hasRoom = inFlight.isEmpty() || (inFlight.size() < most && bytes + row.value().length <= mostBytes);
        if (!hasRoom || inFlight.containsKey(row.key())) {
            return false;
        }
        inFlight.put(row.key(), row);
        bytes += row.value().length;
        return true;
    }

    /** It arrived. */
    void landed(OutboxRow row) {
        leave(row);
        grounded.remove(row.key());
    }

    /** It did not arrive, for a reason that has nothing to do with it. */
    void returned(OutboxRow row) {
        leave(row);
    }

    /** Kafka refuses this very event: its key waits, longer each time; the others fly on. */
    void refused(OutboxRow row, Instant now) {
        leave(row);
        int attempts = grounded.getOrDefault(row.key(), new Grounded(0, now)).attempts() + 1;
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 6));
        grounded.put(
                row.key(),
                new Grounded(attempts, now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause)));
    }

    private void leave(OutboxRow row) {
        if (inFlight.remove(row.key(), row)) {
            bytes -= row.value().length;
        }
    }
}
