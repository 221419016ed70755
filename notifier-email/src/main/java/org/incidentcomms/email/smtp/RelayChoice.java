package org.incidentcomms.email.smtp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the relay of a message: at random by weight, among those that are usable and below their share of the
 * connections. A relay that takes far longer than the quickest gets one message at a time.
 */
final class RelayChoice {
    private static final int FAR_LONGER = 4;
    private static final double QUICK = Duration.ofMillis(250).toNanos();

    private final List<Relay> relays;
    private final int connections;
    private final RandomGenerator random;

    RelayChoice(List<Relay> relays, int connections, RandomGenerator random) {
        this.relays = relays;
        this.connections = connections;
        this.random = random;
    }

    /** Null while those that are usable have no room. If none is usable, the one whose pause ends first is tried. */
    @Nullable Relay choose(Set<Relay> tried, boolean urgent, long now) {
        if (relays.size() == 1) {
            Relay only = relays.getFirst();
            return only.hasRoom(urgent, now) ? only : null;
        }
        List<Relay> usable = relays.stream()
                .filter(relay -> !tried.contains(relay) && relay.health().isUsable(now))
                .toList();
        if (usable.isEmpty()) {
            return relays.stream()
                    .filter(relay -> !tried.contains(relay) && relay.hasRoom(urgent, now))
                    .min(Comparator.comparingLong(relay -> relay.health().pausedUntil() - now))
                    .orElse(null);
        }
        double quickest = usable.stream()
                .mapToDouble(relay -> relay.latency(now))
                .filter(latency -> latency > 0)
                .min()
                .orElse(0);
        int weights = usable.stream().mapToInt(relay -> relay.server().weight()).sum();
        List<Relay> free = new ArrayList<>();
        for (Relay relay : usable) {
            if (relay.busy() < share(relay, weights, quickest, now) && relay.hasRoom(urgent, now)) {
                free.add(relay);
            }
        }
        return byWeight(free);
    }

    private int share(Relay relay, int weights, double quickest, long now) {
        boolean slow = relay.latency(now) > Math.max(QUICK, FAR_LONGER * quickest);
        if (slow || !relay.health().isHealthy()) {
            return 1;
        }
        return Math.ceilDiv(connections * relay.server().weight(), weights);
    }

    private @Nullable Relay byWeight(List<Relay> free) {
        int left = free.isEmpty()
                ? 0
                : random.nextInt(
                        free.stream().mapToInt(relay -> relay.server().weight()).sum());
        for (Relay relay : free) {
            left -= relay.server().weight();
            if (left < 0) {
                return relay;
            }
        }
        return null;
    }
}
