package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Double opt-in, with the clock set by hand. */
class SubscriptionRequestsIT {
    private static final EmailAddress PAT = EmailAddress.parse("Pat@customer.example");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Preferences WEB_APP =
            new Preferences(List.of("web-app"), List.of(EventKind.INCIDENT), "de", "Europe/Berlin");

    private final ListDatabase database = new ListDatabase("subscription_requests");
    private final SettableClock clock = new SettableClock(Instant.now());
    private final LinkTokens links = new LinkTokens(List.of("a-secret-for-tests-only"));
    private final RecipientKeys keys = new RecipientKeys();
    private final SubscriberStore store = new SubscriberStore(database.dataSource());
    private final DepartedStore departed = new DepartedStore(database.dataSource(), links);
    private final ChangeLog changes = new ChangeLog(database.dataSource());
    private final IncidentSubscriptionStore followed = new IncidentSubscriptionStore(database.dataSource());
    private final IncidentSubscriptions incidents = new IncidentSubscriptions(followed, changes, clock);
    private final Subscribers subscribers = new Subscribers(store, departed, changes, keys, links, clock);
    private final Subscriptions subscriptions =
            new Subscriptions(store, followed, incidents, departed, changes, keys, links, clock);
    private final SubscriptionRequestStore requestStore = new SubscriptionRequestStore(database.dataSource());
    private final SubscriptionMailStore mailStore = new SubscriptionMailStore(database.dataSource());
    private final SubscriptionMails mails = new SubscriptionMails(mailStore, requestStore, links, clock);
    private final SubscriptionRequests requests = requests(TestLimits.DEFAULT);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whoConfirmsIsOnTheListAsChosenAndNobodyIsBefore() {
        SubscriptionMail mail = ask(PAT, WEB_APP);
        assertThat(mail.kind()).isEqualTo(SubscriptionMail.Kind.CONFIRM);
        assertThat(mail.address()).isEqualTo("Pat@customer.example");
        assertThat(store.byAddress(PAT)).isEmpty();

        assertThat(requests.confirm(mail.token())).isTrue();

        Subscriber pat = store.byAddress(PAT).orElseThrow();
        assertThat(pat.state()).isEqualTo(Subscriber.State.ACTIVE);
        assertThat(pat.listed()).isTrue();
        assertThat(pat.preferences()).isEqualTo(WEB_APP);
        assertThat(changes.of(pat.id()))
                .extracting(ChangeLog.Change::action, ChangeLog.Change::actor)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(ChangeLog.Action.CONFIRMED, "subscriber"));
    }

    @Test
    void aTokenConfirmsOnce() {
        SubscriptionMail mail = ask(PAT, WEB_APP);
        assertThat(requests.confirm(mail.token())).isTrue();
        long id = store.byAddress(PAT).orElseThrow().id();
        assertThat(subscribers.remove(id, "olga")).isTrue();

        assertThat(requests.look(mail.token())).isEmpty();
        assertThat(requests.confirm(mail.token())).isFalse();
        assertThat(store.byAddress(PAT)).isEmpty();
    }

    @Test
    void lookingAtATokenChangesNothing() {
        SubscriptionMail mail = ask(PAT, WEB_APP);
        for (int i = 0; i < 3; i++) {
            assertThat(requests.look(mail.token())).isPresent();
        }
        assertThat(store.byAddress(PAT)).isEmpty();
        assertThat(requests.confirm(mail.token())).isTrue();
    }

    @Test
    void aTokenExpiresAfterTwoDaysAndIsThenForgottenWithTheAddress() {
        SubscriptionMail mail = ask(PAT, WEB_APP);
        clock.pass(Duration.ofHours(48).minus(MINUTE));
        requests.removeExpired();
        assertThat(requests.look(mail.token())).isPresent();

        clock.pass(MINUTE);

        assertThat(requests.look(mail.token())).isEmpty();
        assertThat(requests.confirm(mail.token())).isFalse();
        requests.removeExpired();
        assertThat(count("subscription_request")).isZero();
        assertThat(count("confirmation_token")).isZero();
        assertThat(count("subscription_mail")).isZero();
    }

    @Test
    void noTokenIsStoredAsItIsAndTheAddressOfASentMailNotAtAll() {
        SubscriptionMail mail = ask(PAT, WEB_APP);
        mails.finish(mail);

        assertThat(database.sql()
                        .query(
                                "select row_to_json(m)::text from subscription_mail m"
                                        + " union all select encode(token_hash, 'escape') from confirmation_token",
                                row -> row.getString(1)))
                .hasSize(2)
                .noneMatch(row -> row.contains(mail.token()) || row.contains("at@"));
    }

    @Test
    void aKnownAddressGetsTheLinkToManageAndKeepsItsChoicesWhateverAStrangerSent() {
        Subscriber pat = added(PAT);

        SubscriptionMail mail = ask(EmailAddress.parse("pat@CUSTOMER.example"), WEB_APP);

        assertThat(mail.kind()).isEqualTo(SubscriptionMail.Kind.MANAGE);
        assertThat(subscriptions.byManageToken(mail.token())).contains(pat);
        assertThat(count("subscription_request")).isZero();
    }

    @Test
    void whoIsPendingOrInQuarantineHasToConfirmAndIsThenActive() {
        Subscriber pat = subscribers.add(PAT, List.of(), false, null, "olga").subscriber();
        assertThat(requests.confirm(ask(PAT, WEB_APP).token())).isTrue();
        assertThat(store.byAddress(PAT).orElseThrow().state()).isEqualTo(Subscriber.State.ACTIVE);
        store.update(store.lock(pat.id()).orElseThrow().in(Subscriber.State.QUARANTINED));

        SubscriptionMail mail = ask(PAT, WEB_APP);

        assertThat(mail.kind()).isEqualTo(SubscriptionMail.Kind.CONFIRM);
        assertThat(store.byAddress(PAT).orElseThrow().state()).isEqualTo(Subscriber.State.QUARANTINED);
        assertThat(requests.confirm(mail.token())).isTrue();
        assertThat(store.byAddress(PAT).orElseThrow().state()).isEqualTo(Subscriber.State.ACTIVE);
    }

    @Test
    void aFloodOfRequestsForOneMailboxSendsThreeMailsADay() {
        for (int i = 0; i < 50; i++) {
            requests.accept(EmailAddress.parse("pat+" + i + "@customer.example"), WEB_APP, null);
        }
        assertThat(drain()).hasSize(3);
        requests.accept(EmailAddress.parse("pat@Customer.example"), WEB_APP, null);
        requests.accept(EmailAddress.parse("sue@customer.example"), WEB_APP, null);
        assertThat(drain()).extracting(SubscriptionMail::address).containsExactly("sue@customer.example");

        clock.pass(Duration.ofHours(24));
        requests.removeExpired();
        requests.accept(PAT, WEB_APP, null);

        assertThat(drain()).hasSize(1);
    }

    @Test
    void noMoreThanTheConfiguredNumberWaits() {
        SubscriptionRequests small = requests(new TestLimits(3, 0, 0, 0, 2, Duration.ofHours(48)));
        small.accept(EmailAddress.parse("a@customer.example"), WEB_APP, null);
        small.accept(EmailAddress.parse("b@customer.example"), WEB_APP, null);

        assertThatThrownBy(() -> small.accept(EmailAddress.parse("c@customer.example"), WEB_APP, null))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(429);
                    assertThat(problem.headers()).containsKey("Retry-After");
                });

        while (small.processNext()) {}
        small.accept(EmailAddress.parse("c@customer.example"), WEB_APP, null);
        assertThat(small.processNext()).as("two mails wait").isFalse();
        assertThat(count("subscription_mail")).isEqualTo(2);
    }

    @Test
    void aMailThatFailsIsTriedAgainLaterAndLaterAndGivenUpAfterSixAttempts() {
        SubscriptionMail mail = ask(PAT, WEB_APP);
        Duration pause = MINUTE;
        for (int attempt = 1; attempt < 6; attempt++) {
            mails.retryRecipient(mail, null);
            clock.pass(pause.minusSeconds(1));
            assertThat(mails.claim()).as("attempt " + attempt).isEmpty();
            clock.pass(Duration.ofSeconds(1));
            mail = mails.claim().orElseThrow();
            pause = pause.multipliedBy(2);
        }
        assertThat(requests.look(mail.token())).isPresent();
        mails.retryRecipient(mail, null);
        clock.pass(Duration.ofHours(2));

        assertThat(mails.claim()).isEmpty();
        assertThat(database.sql().query("select address from subscription_mail", row -> row.getString(1)))
                .containsOnlyNulls();
    }

    @Test
    void everyAttemptOfOneMailHasTheSameKeyAndAWorkingToken() {
        SubscriptionMail first = ask(PAT, WEB_APP);
        mails.retryServer(first);
        SubscriptionMail second = mails.claim().orElseThrow();

        assertThat(second.messageKey()).isEqualTo(first.messageKey());
        assertThat(second.attempts()).isEqualTo(1);
        assertThat(second.token()).isNotEqualTo(first.token());
        assertThat(requests.look(first.token())).isPresent();
        assertThat(requests.confirm(second.token())).isTrue();
        assertThat(requests.look(first.token())).isEmpty();
    }

    @Test
    void aMailWhoseSenderDiedIsSentAgainAfterItsLeaseAndNeverAfterADay() {
        ask(PAT, WEB_APP);
        assertThat(mails.claim()).isEmpty();
        clock.pass(Duration.ofMinutes(10));
        assertThat(mails.claim()).isPresent();
        clock.pass(Duration.ofHours(24));
        assertThat(mails.claim()).isEmpty();
    }

    @Test
    void whoFollowsOneIncidentIsNotOnTheList() {
        PublishedEvent opened = Scenario.incident("Slow log-in", Impact.MAJOR).opens("Slow.");
        database.takeIn(opened);
        requests.accept(PAT, Preferences.EVERYTHING, slug(opened));

        assertThat(requests.confirm(drain().getFirst().token())).isTrue();

        assertThat(store.byAddress(PAT).orElseThrow().listed()).isFalse();
        assertThat(told(opened.subject())).hasSize(1);
        assertThat(told("inc_another")).isEmpty();
    }

    @Test
    void aListedSubscriberMayFollowAnIncidentBesidesAndKeepsItsChoices() {
        Scenario incident = Scenario.incident("Slow log-in", Impact.MAJOR);
        PublishedEvent opened = incident.opens("Slow.");
        database.takeIn(opened);
        assertThat(requests.confirm(ask(PAT, WEB_APP).token())).isTrue();
        requests.accept(PAT, Preferences.EVERYTHING, slug(opened));

        assertThat(requests.confirm(drain().getFirst().token())).isTrue();

        assertThat(store.byAddress(PAT).orElseThrow().preferences()).isEqualTo(WEB_APP);
        assertThat(told(opened.subject())).hasSize(1);
        database.takeIn(incident.says(Status.RESOLVED, "Fixed."));
        clock.pass(Duration.ofDays(8));
        incidents.forgetEnded();
        assertThat(store.byAddress(PAT)).isPresent();
    }

    @Test
    void whoWasPendingAndFollowsOneIncidentHasAgreedToThatOnly() {
        PublishedEvent opened = Scenario.incident("Slow log-in", Impact.MAJOR).opens("Slow.");
        database.takeIn(opened);
        assertThat(subscribers.add(PAT, List.of(), false, null, "olga").isNew()).isTrue();
        requests.accept(PAT, Preferences.EVERYTHING, slug(opened));

        assertThat(requests.confirm(drain().getFirst().token())).isTrue();

        assertThat(told(opened.subject())).hasSize(1);
        assertThat(told("inc_another")).isEmpty();
    }

    @Test
    void anUnknownIncidentIsAcceptedLikeAKnownOneAndSendsNothing() {
        requests.accept(PAT, Preferences.EVERYTHING, "no-such-incident");

        assertThat(drain()).isEmpty();
        assertThat(count("subscription_request")).isZero();
    }

    @Test
    void whoLeftAndConfirmsAgainIsNoLongerRememberedAsGone() {
        Subscriber pat = added(PAT);
        assertThat(subscribers.unsubscribe(links.sign(LinkTokens.Purpose.UNSUBSCRIBE, pat.recipientKey())))
                .isEqualTo(Subscribers.LinkState.SUBSCRIBED);
        assertThat(departed.contains(EmailAddress.parse("PAT@customer.example")))
                .isTrue();

        assertThat(requests.confirm(ask(PAT, WEB_APP).token())).isTrue();

        assertThat(departed.contains(PAT)).isFalse();
    }

    @Test
    void aSubscriberManagesItsChoicesPausesAndLeaves() {
        Subscriber pat = added(PAT);
        String token = links.sign(LinkTokens.Purpose.MANAGE, pat.recipientKey());

        assertThat(subscriptions.choose(token, WEB_APP))
                .get()
                .extracting(Subscriber::preferences)
                .isEqualTo(WEB_APP);
        assertThat(subscriptions.pause(token, true))
                .get()
                .extracting(Subscriber::state)
                .isEqualTo(Subscriber.State.PAUSED);
        assertThat(told("inc_1")).isEmpty();
        assertThat(subscriptions.pause(token, false))
                .get()
                .extracting(Subscriber::state)
                .isEqualTo(Subscriber.State.ACTIVE);
        assertThat(subscribers.leave(token)).isEqualTo(Subscribers.LinkState.SUBSCRIBED);

        assertThat(store.byAddress(PAT)).isEmpty();
        assertThat(subscriptions.isOurs(token)).isTrue();
        assertThat(changes.of(pat.id()))
                .extracting(change -> change.action() + " " + change.fields())
                .containsExactly(
                        "ADDED []",
                        "CHANGED [components, events, language, time_zone]",
                        "CHANGED [state]",
                        "CHANGED [state]",
                        "LEFT []");
    }

    @Test
    void pausingAndResumingDoesNotLiftAQuarantine() {
        Subscriber pat = added(PAT);
        store.update(pat.in(Subscriber.State.QUARANTINED));
        String token = links.sign(LinkTokens.Purpose.MANAGE, pat.recipientKey());

        for (boolean paused : new boolean[] {true, false}) {
            assertThat(subscriptions.pause(token, paused))
                    .get()
                    .extracting(Subscriber::state)
                    .isEqualTo(Subscriber.State.QUARANTINED);
        }
    }

    private SubscriptionRequests requests(SignUpConfig limits) {
        return new SubscriptionRequests(
                requestStore, mailStore, store, incidents, subscriptions, links, keys, limits, clock);
    }

    /** Asks, lets the worker look at it, and takes the mail. */
    private SubscriptionMail ask(EmailAddress address, Preferences preferences) {
        requests.accept(address, preferences, null);
        while (requests.processNext()) {}
        return mails.claim().orElseThrow();
    }

    /** The mails that all waiting requests lead to, as if sent. */
    private List<SubscriptionMail> drain() {
        while (requests.processNext()) {}
        List<SubscriptionMail> sent = new ArrayList<>();
        for (Optional<SubscriptionMail> mail = mails.claim(); mail.isPresent(); mail = mails.claim()) {
            mails.finish(mail.get());
            sent.add(mail.get());
        }
        return sent;
    }

    private Subscriber added(EmailAddress address) {
        return subscribers.add(address, List.of(), true, null, "olga").subscriber();
    }

    private List<Subscriber> told(String incident) {
        return store.between(
                1, 1000, new AudienceFilter(clock.instant(), EventKind.INCIDENT, incident, java.util.Set.of("other")));
    }

    private long count(String table) {
        return database.sql()
                .find("select count(*) from " + table, row -> row.getLong(1))
                .orElseThrow();
    }

    private static String slug(PublishedEvent event) {
        return ((IncidentEvent) event.data()).incident().slug();
    }
}
