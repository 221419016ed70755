package org.incidentcomms.email.bounce;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Recognises when so many bounce hard within an hour, in one domain or in the whole list, that it is the fault of a relay
 * or of a provider, not of so many people.
 *
 * <p>How many get mail is counted only for more than a few bounces, and kept for a minute: a list of dead addresses must
 * not cost a count of the list each.
 */
@Singleton
class BounceWaves {
    static final int FEW_OF_DOMAIN = 20;
    private static final double SHARE_OF_DOMAIN = 0.1;
    static final int FEW_OF_LIST = 200;
    private static final double SHARE_OF_LIST = 0.3;
    private static final Duration WITHIN = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 1000;
    private static final String LIST = "";

    /**
     * Hard bounces of late among some subscribers.
     *
     * @param of whose, for the log
     * @param bounced subscribers with one, quarantined or not
     * @param active those who get mail still
     */
    record Wave(String of, long bounced, long active) {
        /** Whether there are so many that it says nothing about each. */
        boolean isAbove(int few, double share) {
            return bounced > few && bounced > share * active;
        }
    }

    private record Counted(long active, Instant at) {}

    private final BounceStore store;
    private final Clock clock;
    /** By domain, or {@link #LIST}. */
    private final Map<String, Counted> counts = new ConcurrentHashMap<>();

    BounceWaves(BounceStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The wave that a hard bounce of this subscriber is part of. */
    Optional<Wave> with(long subscriberId) {
        Instant since = clock.instant().minus(WITHIN);
        String domain = store.domain(subscriberId);
        long ofDomain = store.hardInDomain(domain, since);
        if (ofDomain > FEW_OF_DOMAIN) {
            Wave wave = new Wave("one domain", ofDomain, active(domain, () -> store.activeInDomain(domain)));
            if (wave.isAbove(FEW_OF_DOMAIN, SHARE_OF_DOMAIN)) {
                return Optional.of(wave);
            }
        }
        long ofList = store.hardInList(since);
        return ofList > FEW_OF_LIST
                ? Optional.of(new Wave("the list", ofList, active(LIST, store::activeInList)))
                        .filter(wave -> wave.isAbove(FEW_OF_LIST, SHARE_OF_LIST))
                : Optional.empty();
    }

    private long active(String domain, LongSupplier count) {
        Instant now = clock.instant();
        Counted known = counts.get(domain);
        if (known != null && now.isBefore(known.at().plus(KEPT))) {
            return known.active();
        }
        if (counts.size() >= MOST_KEPT) {
            counts.clear();
        }
        long active = count.getAsLong();
        counts.put(domain, new Counted(active, now));
        return active;
    }
}
