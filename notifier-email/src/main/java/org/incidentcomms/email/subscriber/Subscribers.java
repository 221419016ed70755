package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Use cases of the update list. Each is one statement, so none needs a transaction. */
@Singleton
class Subscribers {
    private final SubscriberStore store;
    private final RecipientKeys keys;
    private final LinkTokens links;
    private final Clock clock;

    Subscribers(SubscriberStore store, RecipientKeys keys, LinkTokens links, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.links = links;
        this.clock = clock;
    }

    /** Adds an address for an operator; a known address keeps its choices. */
    SubscriberStore.Added add(EmailAddress address, List<String> components, boolean confirmed, @Nullable String note) {
        Instant now = clock.instant();
        return store.add(address, keys.next(), components, confirmed ? now : null, note, now);
    }

    List<Subscriber> page(long afterId, int limit) {
        return store.page(afterId, limit);
    }

    Optional<Subscriber> find(EmailAddress address) {
        return store.byAddress(address);
    }

    boolean remove(long id) {
        return store.remove(id);
    }

    /** The subscription an unsubscribe link belongs to. */
    LinkState look(String token) {
        return links.verify(token, LinkTokens.Purpose.UNSUBSCRIBE)
                .map(key -> store.exists(key) ? LinkState.SUBSCRIBED : LinkState.GONE)
                .orElse(LinkState.NOT_OURS);
    }

    /** Removes the link's subscriber permanently and at once; idempotent. */
    LinkState unsubscribe(String token) {
        return links.verify(token, LinkTokens.Purpose.UNSUBSCRIBE)
                .map(key -> store.remove(key) ? LinkState.SUBSCRIBED : LinkState.GONE)
                .orElse(LinkState.NOT_OURS);
    }

    /** State of the subscription a link belongs to. */
    enum LinkState {
        SUBSCRIBED,
        /** The signature is valid, but the subscription no longer exists. */
        GONE,
        NOT_OURS
    }
}
