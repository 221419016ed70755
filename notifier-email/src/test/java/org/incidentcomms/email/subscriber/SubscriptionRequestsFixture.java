package org.incidentcomms.email.subscriber;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.testkit.SettableClock;
import org.junit.jupiter.api.AfterEach;

/** Double opt-in on an empty database, with the clock set by hand. */
abstract class SubscriptionRequestsFixture {
    static final EmailAddress PAT = EmailAddress.parse("Pat@customer.example");
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Preferences WEB_APP =
            new Preferences(List.of("web-app"), List.of(EventKind.INCIDENT), "de", "Europe/Berlin");

    final ListDatabase database = new ListDatabase("subscription_requests");
    final SettableClock clock = new SettableClock();
    final LinkTokens links = new LinkTokens(List.of("a-secret-for-tests-only"));
    final RecipientKeys keys = new RecipientKeys();
    final SubscriberStore store = new SubscriberStore(database.dataSource());
    final DepartedStore departed = new DepartedStore(database.dataSource(), links);
    final ChangeLog changes = new ChangeLog(database.dataSource());
    final IncidentSubscriptionStore followed = new IncidentSubscriptionStore(database.dataSource());
    final IncidentSubscriptions incidents = new IncidentSubscriptions(followed, changes, clock);
    final SubscriptionRequestStore requestStore = new SubscriptionRequestStore(database.dataSource());
    final SubscriptionMailStore mailStore = new SubscriptionMailStore(database.dataSource());
    final SubscriptionMails mails = mails(TestLimits.DEFAULT);
    final Subscribers subscribers = new Subscribers(store, departed, changes, keys, links, mails, clock);
    final QuarantineStore quarantineStore = new QuarantineStore(database.dataSource());
    final Subscriptions subscriptions = new Subscriptions(
            store, followed, incidents, quarantineStore, departed, changes, keys, links, mails, clock);
    final SubscriptionRequests requests = requests(TestLimits.DEFAULT);

    @AfterEach
    void close() {
        database.close();
    }

    SubscriptionRequests requests(SignUpConfig limits) {
        return new SubscriptionRequests(requestStore, mails(limits), store, incidents, subscriptions, limits, clock);
    }

    SubscriptionMails mails(SignUpConfig limits) {
        return new SubscriptionMails(mailStore, requestStore, links, keys, limits, clock);
    }

    /** Asks, lets the worker look at it, and takes the mail. */
    SubscriptionMail ask(EmailAddress address, Preferences preferences) {
        requests.accept(address, preferences, null);
        while (requests.processNext()) {}
        return mails.claim().orElseThrow();
    }

    /** The mails that all waiting requests lead to, as if sent. */
    List<SubscriptionMail> drain() {
        while (requests.processNext()) {}
        List<SubscriptionMail> sent = new ArrayList<>();
        for (Optional<SubscriptionMail> mail = mails.claim(); mail.isPresent(); mail = mails.claim()) {
            mails.finish(mail.get());
            sent.add(mail.get());
        }
        return sent;
    }

    Subscriber added(EmailAddress address) {
        return subscribers
                .add(address, List.of(), List.of(), true, false, null, "olga")
                .subscriber();
    }

    List<Subscriber> told(String incident) {
        return store.between(
                1, 1000, new AudienceFilter(clock.instant(), EventKind.INCIDENT, incident, java.util.Set.of("other")));
    }

    long count(String table) {
        return database.sql()
                .find("select count(*) from " + table, row -> row.getLong(1))
                .orElseThrow();
    }
}
