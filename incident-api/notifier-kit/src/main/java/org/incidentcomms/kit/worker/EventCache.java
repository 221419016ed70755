package org.incidentcomms.kit.worker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
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
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, PublishedEvent> events = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PublishedEvent> eldest) {
            return size() > LARGEST;
        }
    };

    EventCache(Transactions transactions, InboxStore inbox, EventCodec codec) {
        this.transactions = transactions;
        this.inbox = inbox;
        this.codec = codec;
    }

    PublishedEvent get(String eventId) {
        lock.lock();
        try {
            PublishedEvent cached = events.get(eventId);
            if (cached != null) {
                return cached;
            }
        } finally {
            lock.unlock();
        }
        Kept kept = transactions.inTransaction(connection -> inbox.get(connection, eventId));
        PublishedEvent event = codec.decode(kept.headers(), kept.value());
        lock.lock();
        try {
            events.put(eventId, event);
        } finally {
            lock.unlock();
        }
        return event;
    }
}
