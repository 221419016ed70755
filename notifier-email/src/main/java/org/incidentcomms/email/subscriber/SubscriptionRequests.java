package org.incidentcomms.email.subscriber;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Joining the list with double opt-in. A request is only stored while its sender waits; what depends on whether the
 * address is known happens later, so that neither the response nor its time tells.
 */
@Singleton
class SubscriptionRequests {
    private static final Logger LOG = Logger.getLogger(SubscriptionRequests.class);
    private static final Duration WHILE_FULL = Duration.ofMinutes(1);

    /** What a request can lead to: values of the label {@code result}. */
    private static final List<String> RESULTS =
            List.of("confirmation", "known", "limited", "unknown_incident", "failed");

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
        RESULTS.forEach(SubscriptionRequests::counter);
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

    /**
     * Looks at the oldest waiting request and queues the mail it leads to; returns false if none waits. A request whose
     * processing fails other than by an outage of the database is dropped: the requests behind it must not wait for it.
     */
    boolean processNext() {
        try {
            return processOldest();
        } catch (FailedRequestException e) {
            LOG.errorf("request to subscribe dropped because its processing failed reason=%s", e.getMessage());
            drop(e.requestId, "failed");
            return true;
        }
    }

    @Transactional
    boolean processOldest() {
        if (mails.isFull()) {
            return false;
        }
        Optional<SubscriptionRequest> next = store.next();
        next.ifPresent(request -> {
            try {
                process(request);
            } catch (RuntimeException e) {
                throw StoreException.isDatabaseAway(e) ? e : new FailedRequestException(request.id(), e);
            }
        });
        return next.isPresent();
    }

    /** Processing this request fails whenever it is tried. */
    private static final class FailedRequestException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final long requestId;

        /** The message of any other exception may quote an address. */
        FailedRequestException(long requestId, RuntimeException cause) {
            super(
                    cause instanceof StoreException
                            ? cause.getMessage()
                            : cause.getClass().getSimpleName(),
                    cause);
            this.requestId = requestId;
        }
    }

    private void process(SubscriptionRequest request) {
        Instant now = clock.instant();
        if (mails.isLimited(request.address())) {
            drop(request.id(), "limited");
            return;
        }
        if (request.incident() != null && incidents.find(request.incident()).isEmpty()) {
            drop(request.id(), "unknown_incident");
            return;
        }
        Optional<Subscriber> known = subscribers.byAddress(request.address());
        boolean manages = request.incident() == null
                && known.filter(SubscriptionRequests::canManage).isPresent();
        if (manages) {
            mails.add(SubscriptionMail.Kind.MANAGE, known.get(), request.requestedAt());
            drop(request.id(), "known");
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

    private void drop(long requestId, String why) {
        boolean unused = store.remove(requestId);
        count(why);
    }

    private static void count(String result) {
        counter(result).increment();
    }

    private static Counter counter(String result) {
        return Metrics.counter("subscription_requests", "result", result);
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
