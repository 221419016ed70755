package org.incidentcomms.kit.worker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.ledger.InboxStore;
import org.incidentcomms.kit.ledger.InboxStore.Kept;
import org.incidentcomms.kit.ledger.Transactions;

/** The events being delivered, decoded once. Bounded. */
final class EventCache {
    private static final int LARGEST = 64;

    private final Transactions transactions;
    private final InboxStore inbox;
    private final EventCodec codec;
    private final Cache<String, PublishedEvent> events =
            Caffeine.newBuilder().maximumSize(LARGEST).executor(Runnable::run).build();

    EventCache(Transactions transactions, InboxStore inbox, EventCodec codec) {
        this.transactions = transactions;
        this.inbox = inbox;
        this.codec = codec;
    }

    /** It must be in the inbox. */
    void put(PublishedEvent event) {
        events.put(event.id(), event);
    }

    PublishedEvent get(String eventId) {
        PublishedEvent cached = events.getIfPresent(eventId);
        if (cached != null) {
            return cached;
        }
        // Not inside the cache's own loading, which would hold a lock while the database is asked.
        Kept kept = transactions.inTransaction(connection -> inbox.get(connection, eventId));
        PublishedEvent event = codec.decode(kept.headers(), kept.value());
        put(event);
        return event;
    }
}
