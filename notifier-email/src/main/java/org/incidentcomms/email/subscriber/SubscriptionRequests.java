package org.incidentcomms.email.subscriber;

import io.micrometer.core.instrument.Metrics;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joining the list with double opt-in. A request is only stored while its sender waits; what depends on whether the
 * address is known happens later, so that neither the response nor its time tells.
 */
@Singleton
class SubscriptionRequests {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration WHILE_FULL = Duration.ofMinutes(1);

    private final SubscriptionRequestStore store;
    private final SubscriptionMailStore mails;
    private final SubscriberStore subscribers;
    private final IncidentSubscriptions incidents;
    private final Subscriptions subscriptions;
    private final LinkTokens secrets;
    private final RecipientKeys keys;
    private final SignUpConfig config;
    private final Clock clock;

    SubscriptionRequests(
            SubscriptionRequestStore store,
            SubscriptionMailStore mails,
            SubscriberStore subscribers,
            IncidentSubscriptions incidents,
            Subscriptions subscriptions,
            LinkTokens secrets,
            RecipientKeys keys,
            SignUpConfig config,
            Clock clock) {
        this.store = store;
        this.mails = mails;
        this.subscribers = subscribers;
        this.incidents = incidents;
        this.subscriptions = subscriptions;
        this.secrets = secrets;
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Stores a request, durably.
     *
     * @param incident slug of the one incident to hear about, or null
     * @throws org.incidentcomms.service.problem.Problem 429 while too many wait
     */
    void accept(EmailAddress address, Preferences preferences, @Nullable String incident) {
        if (!store.add(address, preferences, incident, clock.instant(), config.mostWaiting())) {
            throw SignUpLimits.tooMany(WHILE_FULL);
        }
    }

    /** Looks at the oldest waiting request and queues the mail it leads to; returns false if none waits. */
    @Transactional
    boolean processNext() {
        if (mails.isFull(config.mostWaiting())) {
            return false;
        }
        Optional<SubscriptionRequest> next = store.next();
        next.ifPresent(this::process);
        return next.isPresent();
    }

    private void process(SubscriptionRequest request) {
        Instant now = clock.instant();
        byte[] mailbox = secrets.addressHashes(request.address().mailboxKey()).getFirst();
        if (config.mailsPerAddress() > 0 && mails.countSince(mailbox, now.minus(DAY)) >= config.mailsPerAddress()) {
            drop(request, "limited");
            return;
        }
        if (request.incident() != null && incidents.find(request.incident()).isEmpty()) {
            drop(request, "unknown_incident");
            return;
        }
        Optional<Subscriber> known = subscribers.byAddress(request.address());
        boolean manages = request.incident() == null
                && known.filter(SubscriptionRequests::canManage).isPresent();
        if (manages) {
            queue(SubscriptionMail.Kind.MANAGE, request, known.get().id(), mailbox, now);
            drop(request, "known");
        } else {
            store.awaitConfirmation(request.id(), now.plus(config.confirmWithin()));
            queue(SubscriptionMail.Kind.CONFIRM, request, null, mailbox, now);
            count("confirmation");
        }
    }

    /** Whoever is not reached yet, or no longer, has to confirm. */
    private static boolean canManage(Subscriber known) {
        return known.listed() && (known.state() == Subscriber.State.ACTIVE || known.state() == Subscriber.State.PAUSED);
    }

    private void queue(
            SubscriptionMail.Kind kind,
            SubscriptionRequest request,
            @Nullable Long subscriberId,
            byte[] mailbox,
            Instant now) {
        mails.add(kind, request, subscriberId, mailbox, keys.next(), now, now.plus(SubscriptionMails.SENT_WITHIN));
    }

    private void drop(SubscriptionRequest request, String why) {
        boolean unused = store.remove(request.id());
        count(why);
    }

    private static void count(String result) {
        Metrics.counter("subscription_requests", "result", result).increment();
    }

    /** Whether the token can confirm something now. */
    Optional<SubscriptionRequest> look(String token) {
        return store.byToken(SubscriptionMails.hash(token), clock.instant());
    }

    /** Confirms what the token is for, once; false if it is unknown, used or expired. */
    @Transactional
    boolean confirm(String token) {
        Optional<SubscriptionRequest> request = look(token).filter(found -> store.remove(found.id()));
        request.ifPresent(subscriptions::confirm);
        return request.isPresent();
    }

    /** Deletes requests, tokens and mails that have run out. */
    @Transactional
    void removeExpired() {
        Instant now = clock.instant();
        store.removeExpired(now, now.minus(SubscriptionMails.SENT_WITHIN));
        mails.removeOld(now, now.minus(DAY));
    }
}
