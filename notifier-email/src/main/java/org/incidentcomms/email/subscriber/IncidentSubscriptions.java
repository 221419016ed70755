package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Subscriptions to one incident: "tell me when this is over". */
@Singleton
class IncidentSubscriptions {
    /** How long after its end an incident is still followed: it may be opened again or get a post-mortem. */
    static final Duration KEPT_AFTER_END = Duration.ofDays(7);

    private final IncidentSubscriptionStore store;
    private final ChangeLog changes;
    private final Clock clock;

    IncidentSubscriptions(IncidentSubscriptionStore store, ChangeLog changes, Clock clock) {
        this.store = store;
        this.changes = changes;
        this.clock = clock;
    }

    /** The id of the incident with this slug; empty if it is unknown or has been over for too long. */
    Optional<String> find(String slug) {
        store.copyIncidents();
        return store.incidentId(slug, clock.instant().minus(KEPT_AFTER_END));
    }

    /** Forgets subscriptions to incidents that are over, and the addresses that were known only for them. */
    @Transactional
    void forgetEnded() {
        if (!store.hasAny()) {
            return;
        }
        store.copyIncidents();
        Instant now = clock.instant();
        if (store.removeEnded(now.minus(KEPT_AFTER_END)) > 0) {
            store.removeSubscribersWithout()
                    .forEach(id -> changes.add(id, ChangeLog.Action.EXPIRED, ChangeLog.SYSTEM, now));
        }
    }
}
