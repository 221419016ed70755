package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Use cases of the update list. What changes it and what the audit trail says of it commit together. */
@Singleton
class Subscribers {
    private final SubscriberStore store;
    private final DepartedStore departed;
    private final ChangeLog changes;
    private final RecipientKeys keys;
    private final LinkTokens links;
    private final Clock clock;

    Subscribers(
            SubscriberStore store,
            DepartedStore departed,
            ChangeLog changes,
            RecipientKeys keys,
            LinkTokens links,
            Clock clock) {
        this.store = store;
        this.departed = departed;
        this.changes = changes;
        this.keys = keys;
        this.links = links;
        this.clock = clock;
    }

    /** Adds an address for an operator, whom the person has asked; a known address keeps its choices. */
    @Transactional
    SubscriberStore.Added add(
            EmailAddress address, List<String> components, boolean confirmed, @Nullable String note, String operator) {
        Instant now = clock.instant();
        SubscriberStore.Added added = store.add(
                address, keys.next(), Preferences.ofComponents(components), true, confirmed ? now : null, note, now);
        departed.remove(address);
        Subscriber known = added.subscriber();
        if (!added.isNew() && !known.listed() && confirmed) {
            Subscriber listed = known.listed(Preferences.ofComponents(components), now);
            store.update(listed);
            added = new SubscriberStore.Added(listed, false);
            changes.add(
                    known.id(), ChangeLog.Action.CHANGED, operator, now, Subscriptions.changedFields(known, listed));
        }
        if (added.isNew()) {
            changes.add(added.subscriber().id(), ChangeLog.Action.ADDED, operator, now);
        }
        return added;
    }

    /** Changes a subscriber for an operator; empty if there is none. */
    @Transactional
    Optional<Subscriber> change(long id, SubscriberPatch patch, String operator) {
        return store.lock(id).map(before -> {
            Instant now = clock.instant();
            Subscriber after = patch.applyTo(before, now);
            store.update(after);
            List<String> fields = Subscriptions.changedFields(before, after);
            if (!fields.isEmpty()) {
                changes.add(id, ChangeLog.Action.CHANGED, operator, now, fields);
            }
            return after;
        });
    }

    /** What the audit trail says of a subscriber, oldest first. */
    List<ChangeLog.Change> history(long id) {
        return changes.of(id);
    }

    List<Subscriber> page(long afterId, int limit) {
        return store.page(afterId, limit);
    }

    Optional<Subscriber> find(EmailAddress address) {
        return store.byAddress(address);
    }

    @Transactional
    boolean remove(long id, String operator) {
        return forget(store.remove(id), ChangeLog.Action.REMOVED, operator);
    }

    /** The subscription an unsubscribe link belongs to. */
    LinkState look(String token) {
        return links.verify(token, LinkTokens.Purpose.UNSUBSCRIBE)
                .map(key -> store.byKey(key).isPresent() ? LinkState.SUBSCRIBED : LinkState.GONE)
                .orElse(LinkState.NOT_OURS);
    }

    /** Removes the link's subscriber permanently and at once; idempotent. */
    @Transactional
    LinkState unsubscribe(String token) {
        return leave(token, LinkTokens.Purpose.UNSUBSCRIBE);
    }

    /** As {@link #unsubscribe}, with the link to manage. */
    @Transactional
    LinkState leave(String manageToken) {
        return leave(manageToken, LinkTokens.Purpose.MANAGE);
    }

    private LinkState leave(String token, LinkTokens.Purpose purpose) {
        return links.verify(token, purpose)
                .map(key -> forget(store.remove(key), ChangeLog.Action.LEFT, ChangeLog.SUBSCRIBER)
                        ? LinkState.SUBSCRIBED
                        : LinkState.GONE)
                .orElse(LinkState.NOT_OURS);
    }

    /** Keeps of a removed subscriber only the hash that stops an import from bringing it back. */
    private boolean forget(Optional<Subscriber> removed, ChangeLog.Action action, String actor) {
        Instant now = clock.instant();
        removed.ifPresent(subscriber -> {
            departed.add(new EmailAddress(subscriber.address()), now);
            changes.add(subscriber.id(), action, actor, now);
        });
        return removed.isPresent();
    }

    /** State of the subscription a link belongs to. */
    enum LinkState {
        SUBSCRIBED,
        /** The signature is valid, but the subscription no longer exists. */
        GONE,
        NOT_OURS
    }
}
