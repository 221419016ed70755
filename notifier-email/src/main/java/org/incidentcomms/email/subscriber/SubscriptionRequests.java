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
    private static final Duration WHILE_FULL = Duration.ofMinutes(1);

    private final SubscriptionRequestStore store;
    private final SubscriptionMails mails;
    private final SubscriberStore subscribers;
    private final IncidentSubscriptions incidents;
    private final Subscriptions subscriptions;
    private final SignUpConfig config;
    private final Clock clock;

    SubscriptionRequests(
            SubscriptionRequestStore store,
            SubscriptionMails mails,
            SubscriberStore subscribers,
            IncidentSubscriptions incidents,
            Subscriptions subscriptions,
            SignUpConfig config,
            Clock clock) {
        this.store = store;
        this.mails = mails;
        this.subscribers = subscribers;
        this.incidents = incidents;
        this.subscriptions = subscriptions;
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
        if (mails.isFull()) {
            return false;
        }
        Optional<SubscriptionRequest> next = store.next();
        next.ifPresent(this::process);
        return next.isPresent();
    }

    private void process(SubscriptionRequest request) {
        Instant now = clock.instant();
        if (mails.isLimited(request.address())) {
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
            mails.add(SubscriptionMail.Kind.MANAGE, known.get(), request.requestedAt());
            drop(request, "known");
        } else {
            store.awaitConfirmation(request.id(), now.plus(config.confirmWithin()));
            mails.add(request);
            count("confirmation");
        }
    }

    /** Whoever is not reached yet, or no longer, has to confirm. */
    private static boolean canManage(Subscriber known) {
        return known.listed() && (known.state() == Subscriber.State.ACTIVE || known.state() == Subscriber.State.PAUSED);
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

    /** Confirms what the token is for, once; empty if it is unknown, used or expired. */
    @Transactional
    Optional<SubscriptionRequest> confirm(String token) {
        Optional<SubscriptionRequest> request = look(token).filter(found -> store.remove(found.id()));
        request.ifPresent(subscriptions::confirm);
        return request;
    }

    /** Deletes requests, tokens and mails that have run out. */
    @Transactional
    void removeExpired() {
        Instant now = clock.instant();
        store.removeExpired(now, now.minus(SubscriptionMails.SENT_WITHIN));
        mails.removeOld();
    }
}
