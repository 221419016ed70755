package org.incidentcomms.email.subscriber;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Subscribers whose mail comes back. They are told nothing until an operator reactivates them or they confirm their
 * address again; after 90 days they are deleted.
 */
@Singleton
public class Quarantine {
    /** How long an address that does not work is kept. */
    static final Duration KEPT = Duration.ofDays(90);

    private static final int PURGED_AT_ONCE = 500;

    /** Why a subscriber is in quarantine. */
    public enum Reason {
        /** The address does not exist. */
        HARD,
        /** Five mails in a row came back, over at least three days. */
        SOFT,
        /** It came with an import. */
        IMPORTED;

        /** The name on the wire and in the database. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An entry, as returned by the API.
     *
     * @param status the last bounce's enhanced status code (RFC 3463), or null
     */
    public record Entry(
            Instant since, Reason reason, @Nullable String status) {}

    private final QuarantineStore store;
    private final SubscriberStore subscribers;
    private final SubscriptionMails mails;
    private final DepartedStore departed;
    private final ChangeLog changes;
    private final Clock clock;

    Quarantine(
            QuarantineStore store,
            SubscriberStore subscribers,
            SubscriptionMails mails,
            DepartedStore departed,
            ChangeLog changes,
            Clock clock) {
        this.store = store;
        this.subscribers = subscribers;
        this.mails = mails;
        this.departed = departed;
        this.changes = changes;
        this.clock = clock;
    }

    /** The id of the subscriber with this key, locked until the transaction ends; empty if there is none. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Long> lock(String recipientKey) {
        return subscribers
                .byKey(recipientKey)
                .flatMap(found -> subscribers.lock(found.id()).map(Subscriber::id));
    }

    /** Locks the subscriber until the transaction ends; false if there is none. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean lock(long subscriberId) {
        return subscribers.lock(subscriberId).isPresent();
    }

    /**
     * Puts an active or paused subscriber into quarantine; does nothing for any other. Only a full or slow mailbox gets a
     * mail about it, once: to a dead one it would only come back.
     *
     * @param status enhanced status code of the last bounce, or null
     * @return whether the state has changed
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean begin(long subscriberId, Reason reason, @Nullable String status) {
        Optional<Subscriber> found = subscribers
                .lock(subscriberId)
                .filter(subscriber ->
                        subscriber.state() == Subscriber.State.ACTIVE || subscriber.state() == Subscriber.State.PAUSED);
        if (found.isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        Subscriber subscriber = found.get();
        subscribers.update(subscriber.in(Subscriber.State.QUARANTINED));
        store.put(subscriberId, now, reason, status, subscriber.state() == Subscriber.State.PAUSED);
        changes.add(subscriberId, ChangeLog.Action.QUARANTINED, ChangeLog.SYSTEM, now);
        if (reason == Reason.SOFT) {
            mails.add(SubscriptionMail.Kind.QUARANTINED, subscriber, now);
        }
        return true;
    }

    /** Removes who reported a mail as spam, as if they had unsubscribed. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void complained(long subscriberId) {
        Instant now = clock.instant();
        subscribers.remove(subscriberId).ifPresent(subscriber -> {
            departed.add(new EmailAddress(subscriber.address()), now);
            changes.add(subscriberId, ChangeLog.Action.COMPLAINT, ChangeLog.SYSTEM, now);
        });
    }

    /**
     * A subscriber after an attempt to lift its quarantine.
     *
     * @param isLifted whether it was in quarantine
     */
    record Reactivation(Subscriber subscriber, boolean isLifted) {}

    /** Lifts a quarantine for an operator: whoever had paused is paused again. Empty if there is no such subscriber. */
    @Transactional
    Optional<Reactivation> reactivate(long subscriberId, String operator) {
        return subscribers.lock(subscriberId).map(before -> {
            if (before.state() != Subscriber.State.QUARANTINED) {
                return new Reactivation(before, false);
            }
            Subscriber after = store.lifted(before);
            subscribers.update(after);
            changes.add(
                    subscriberId,
                    ChangeLog.Action.REACTIVATED,
                    operator,
                    clock.instant(),
                    Subscriptions.changedFields(before, after));
            return new Reactivation(after, true);
        });
    }

    Optional<Entry> entry(Subscriber subscriber) {
        return subscriber.state() == Subscriber.State.QUARANTINED ? store.find(subscriber.id()) : Optional.empty();
    }

    /**
     * Deletes who has been in quarantine for 90 days. They are not remembered as departed: the address did not work, the
     * person did not leave.
     */
    @Transactional
    void purge() {
        Instant now = clock.instant();
        store.addMissing(now);
        List<Long> purged = store.purge(now.minus(KEPT), PURGED_AT_ONCE);
        purged.forEach(id -> changes.add(id, ChangeLog.Action.PURGED, ChangeLog.SYSTEM, now));
    }
}
