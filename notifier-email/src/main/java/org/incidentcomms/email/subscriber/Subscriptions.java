package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people do with their own subscription: confirm it, change it, pause it. */
@Singleton
class Subscriptions {
    private final SubscriberStore store;
    private final IncidentSubscriptionStore followed;
    private final IncidentSubscriptions incidents;
    private final QuarantineStore quarantine;
    private final DepartedStore departed;
    private final ChangeLog changes;
    private final RecipientKeys keys;
    private final LinkTokens links;
    private final SubscriptionMails mails;
    private final Clock clock;

    Subscriptions(
            SubscriberStore store,
            IncidentSubscriptionStore followed,
            IncidentSubscriptions incidents,
            QuarantineStore quarantine,
            DepartedStore departed,
            ChangeLog changes,
            RecipientKeys keys,
            LinkTokens links,
            SubscriptionMails mails,
            Clock clock) {
        this.store = store;
        this.followed = followed;
        this.incidents = incidents;
        this.quarantine = quarantine;
        this.departed = departed;
        this.changes = changes;
        this.keys = keys;
        this.links = links;
        this.mails = mails;
        this.clock = clock;
    }

    /**
     * The person who reads the mailbox agrees to the request. A new address becomes a subscriber; a known one gets the
     * choices of the request, and mail again if it was pending, paused or in quarantine. A request for one incident ends no
     * pause; who was pending hears only of that incident.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void confirm(SubscriptionRequest request) {
        Instant now = clock.instant();
        Optional<String> incident = request.incident() == null ? Optional.empty() : incidents.find(request.incident());
        boolean lists = request.incident() == null;
        if (!lists && incident.isEmpty()) {
            return; // it has been over for a week: nothing is left to hear
        }
        boolean wasPending = store.byAddress(request.address())
                .filter(known -> known.state() == Subscriber.State.PENDING)
                .isPresent();
        SubscriberStore.Added added =
                store.add(request.address(), keys.next(), request.preferences(), lists, now, null, now);
        Subscriber subscriber = added.subscriber();
        if (!added.isNew()) {
            Subscriber before = store.lock(subscriber.id()).orElse(subscriber);
            store.update(
                    lists
                            ? before.listed(request.preferences(), now).in(Subscriber.State.ACTIVE)
                            : wasPending ? before.unlisted() : reached(before));
        }
        incident.ifPresent(id -> followed.add(subscriber.id(), id, now));
        departed.remove(request.address());
        changes.add(subscriber.id(), ChangeLog.Action.CONFIRMED, ChangeLog.SUBSCRIBER, now);
    }

    /** Who confirms for one incident has shown that mail arrives, but not that the pause of all others is over. */
    private Subscriber reached(Subscriber before) {
        return before.state() == Subscriber.State.QUARANTINED ? quarantine.lifted(before) : before;
    }

    /** The subscriber whose link this is; empty if it left. {@link #isOurs} tells a forged link from a left one. */
    Optional<Subscriber> byManageToken(String token) {
        return key(token).flatMap(store::byKey);
    }

    boolean isOurs(String manageToken) {
        return key(manageToken).isPresent();
    }

    private Optional<String> key(String token) {
        return links.verify(token, LinkTokens.Purpose.MANAGE);
    }

    /** Stores new choices and puts the subscriber on the list, if it was not. */
    @Transactional
    Optional<Subscriber> choose(String token, Preferences preferences) {
        return change(
                token,
                before -> before.listed() ? before.with(preferences) : before.listed(preferences, clock.instant()));
    }

    /** Pauses or resumes; neither lifts a quarantine, which needs a new confirmation. */
    @Transactional
    Optional<Subscriber> pause(String token, boolean paused) {
        return change(token, before -> switch (before.state()) {
            case ACTIVE -> {
                if (paused) {
                    tellPaused(before);
                }
                yield before.in(paused ? Subscriber.State.PAUSED : Subscriber.State.ACTIVE);
            }
            case PAUSED -> before.in(paused ? Subscriber.State.PAUSED : Subscriber.State.ACTIVE);
            case PENDING, QUARANTINED -> before;
        });
    }

    /** Who presses both buttons again and again gets no more mail than anybody else. */
    private void tellPaused(Subscriber subscriber) {
        if (!mails.isLimited(new EmailAddress(subscriber.address()))) {
            mails.add(SubscriptionMail.Kind.PAUSED, subscriber, clock.instant());
        }
    }

    private interface Change {
        Subscriber of(Subscriber before);
    }

    private Optional<Subscriber> change(String token, Change change) {
        return byManageToken(token).flatMap(found -> store.lock(found.id())).map(before -> {
            Subscriber after = change.of(before);
            store.update(after);
            List<String> fields = changedFields(before, after);
            if (!fields.isEmpty()) {
                changes.add(before.id(), ChangeLog.Action.CHANGED, ChangeLog.SUBSCRIBER, clock.instant(), fields);
            }
            return after;
        });
    }

    /** The names of the fields that differ, as in the API. */
    static List<String> changedFields(Subscriber before, Subscriber after) {
        List<String> fields = new ArrayList<>();
        note(fields, "state", before.state(), after.state());
        note(fields, "listed", before.listed(), after.listed());
        note(
                fields,
                "components",
                before.preferences().components(),
                after.preferences().components());
        note(
                fields,
                "events",
                before.preferences().events(),
                after.preferences().events());
        note(
                fields,
                "language",
                before.preferences().language(),
                after.preferences().language());
        note(
                fields,
                "time_zone",
                before.preferences().timeZone(),
                after.preferences().timeZone());
        note(fields, "groups", before.groups(), after.groups());
        note(fields, "note", before.note(), after.note());
        return fields;
    }

    private static void note(List<String> fields, String name, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            fields.add(name);
        }
    }
}
