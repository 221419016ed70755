package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be done with the update list. Each is one statement, so none needs a wider transaction. */
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

    /** Adds an address on somebody's word; adding a known one changes nothing it chose. */
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

    /** What an unsubscribe link points at. */
    LinkState look(String token) {
        return links.verify(token, LinkTokens.Purpose.UNSUBSCRIBE)
                .map(key -> store.exists(key) ? LinkState.SUBSCRIBED : LinkState.GONE)
                .orElse(LinkState.NOT_OURS);
    }

    /** Takes the link's subscriber off the list, at once and for good; again is as good as once. */
    LinkState unsubscribe(String token) {
        return links.verify(token, LinkTokens.Purpose.UNSUBSCRIBE)
                .map(key -> store.remove(key) ? LinkState.SUBSCRIBED : LinkState.GONE)
                .orElse(LinkState.NOT_OURS);
    }

    /** How things stood for a link when it was looked at. */
    enum LinkState {
        SUBSCRIBED,
        /** Ours, but that subscription is no more. */
        GONE,
        NOT_OURS
    }
}
