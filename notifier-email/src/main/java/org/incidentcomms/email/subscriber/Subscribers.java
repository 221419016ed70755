package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/** Use cases of the update list. What changes it and what the audit trail says of it commit together. */
@Singleton
class Subscribers {
    private final SubscriberStore store;
    private final DepartedStore departed;
    private final ChangeLog changes;
    private final RecipientKeys keys;
    private final LinkTokens links;
    private final SubscriptionMails mails;
    private final Clock clock;

    Subscribers(
            SubscriberStore store,
            DepartedStore departed,
            ChangeLog changes,
            RecipientKeys keys,
            LinkTokens links,
            SubscriptionMails mails,
            Clock clock) {
        this.store = store;
        this.departed = departed;
        this.changes = changes;
        this.keys = keys;
        this.links = links;
        this.mails = mails;
        this.clock = clock;
    }

    /**
     * Adds an address for an operator, whom the person has asked; a known address keeps its choices, but is confirmed
     * by this if it was pending.
     *
     * @param welcomed whether a new, confirmed subscriber is told so by mail
     */
    @Transactional
    SubscriberStore.Added add(
            EmailAddress address,
            List<String> components,
            List<String> groups,
            boolean confirmed,
            boolean welcomed,
            @Nullable String note,
            String operator) {
        Instant now = clock.instant();
        Optional<Subscriber> before = store.byAddress(address).flatMap(found -> store.lock(found.id()));
        SubscriberStore.Added added = store.add(
                address, keys.next(), Preferences.ofComponents(components), true, confirmed ? now : null, note, now);
        departed.remove(address);
        Subscriber known = added.subscriber();
        if (!added.isNew() && !known.listed() && confirmed) {
            Subscriber listed = known.listed(Preferences.ofComponents(components), now);
            store.update(listed);
            added = new SubscriberStore.Added(listed, false);
        }
        if (!added.isNew()) {
            List<String> fields = Subscriptions.changedFields(before.orElse(known), added.subscriber());
            if (!fields.isEmpty()) {
                changes.add(known.id(), ChangeLog.Action.CHANGED, operator, now, fields);
            }
        }
        if (added.isNew()) {
            if (!groups.isEmpty()) {
                Subscriber grouped = known.inGroups(groups);
                store.update(grouped);
                added = new SubscriberStore.Added(grouped, true);
            }
            changes.add(added.subscriber().id(), ChangeLog.Action.ADDED, operator, now);
            if (confirmed && welcomed) {
                mails.add(SubscriptionMail.Kind.WELCOME, added.subscriber(), now);
            }
        }
        return added;
    }

    /**
     * A subscriber and its version.
     *
     * @param version id of the newest entry of its audit trail
     */
    record Versioned(Subscriber subscriber, long version) {}

    /** Changes a subscriber for an operator; empty if there is none. */
    @Transactional
    Optional<Versioned> change(long id, SubscriberPatch patch, IfMatch expected, String operator) {
        return store.lock(id).map(before -> {
            expected.check(changes.newest(id));
            Instant now = clock.instant();
            Subscriber after = patch.applyTo(before, now);
            store.update(after);
            List<String> fields = Subscriptions.changedFields(before, after);
            if (!fields.isEmpty()) {
                changes.add(id, ChangeLog.Action.CHANGED, operator, now, fields);
            }
            return new Versioned(after, changes.newest(id));
        });
    }

    /** What the audit trail says of a subscriber, oldest first. */
    List<ChangeLog.Change> history(long id) {
        return changes.of(id);
    }

    /** @param state only those in it; null for all */
    List<Subscriber> page(long afterId, int limit, Subscriber.@Nullable State state) {
        return store.page(afterId, limit, state);
    }

    /** The version is read first: it may be older than what is returned, never newer. */
    Optional<Versioned> find(long id) {
        long version = changes.newest(id);
        return store.byId(id).map(subscriber -> new Versioned(subscriber, version));
    }

    Optional<Subscriber> find(EmailAddress address) {
        return store.byAddress(address);
    }

    @Transactional
    boolean remove(long id, IfMatch expected, String operator) {
        if (store.lock(id).isPresent()) {
            expected.check(changes.newest(id));
        }
        return forget(store.remove(id), ChangeLog.Action.REMOVED, operator);
    }

    /** The stored language of the subscriber whose link to unsubscribe this is, or null. */
    @Nullable String language(String token) {
        return links.verify(token, LinkTokens.Purpose.UNSUBSCRIBE)
                .flatMap(store::byKey)
                .map(subscriber -> subscriber.preferences().language())
                .orElse(null);
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
