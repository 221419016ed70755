package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.request.IfMatch;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.Test;

/** Double opt-in: what a request leads to, how long its token works, and how many are accepted. */
class SubscriptionRequestsIT extends SubscriptionRequestsFixture {
    @Test
    void whoConfirmsIsOnTheListAsChosenAndNobodyIsBefore() {
        SubscriptionMail mail = ask(PAT, WEB_APP);
        assertThat(mail.kind()).isEqualTo(SubscriptionMail.Kind.CONFIRM);
        assertThat(mail.address()).isEqualTo("Pat@customer.example");
        assertThat(store.byAddress(PAT)).isEmpty();

        assertThat(requests.confirm(mail.token())).isPresent();

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
        assertThat(requests.confirm(mail.token())).isPresent();
        long id = store.byAddress(PAT).orElseThrow().id();
        assertThat(subscribers.remove(id, IfMatch.ANY, "olga")).isTrue();

        assertThat(requests.look(mail.token())).isEmpty();
        assertThat(requests.confirm(mail.token())).isEmpty();
        assertThat(store.byAddress(PAT)).isEmpty();
    }

    @Test
    void lookingAtATokenChangesNothing() {
        SubscriptionMail mail = ask(PAT, WEB_APP);
        for (int i = 0; i < 3; i++) {
            assertThat(requests.look(mail.token())).isPresent();
        }
        assertThat(store.byAddress(PAT)).isEmpty();
        assertThat(requests.confirm(mail.token())).isPresent();
    }

    @Test
    void aTokenExpiresAfterTwoDaysAndIsThenForgottenWithTheAddress() {
        SubscriptionMail mail = ask(PAT, WEB_APP);
        clock.pass(Duration.ofHours(48).minus(MINUTE));
        requests.removeExpired();
        assertThat(requests.look(mail.token())).isPresent();

        clock.pass(MINUTE);

        assertThat(requests.look(mail.token())).isEmpty();
        assertThat(requests.confirm(mail.token())).isEmpty();
        requests.removeExpired();
        assertThat(count("subscription_request")).isZero();
        assertThat(count("confirmation_token")).isZero();
        assertThat(count("subscription_mail")).isZero();
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
        Subscriber pat = subscribers
                .add(PAT, List.of(), List.of(), false, true, null, "olga")
                .subscriber();
        assertThat(requests.confirm(ask(PAT, WEB_APP).token())).isPresent();
        assertThat(store.byAddress(PAT).orElseThrow().state()).isEqualTo(Subscriber.State.ACTIVE);
        store.update(store.lock(pat.id()).orElseThrow().in(Subscriber.State.QUARANTINED));

        SubscriptionMail mail = ask(PAT, WEB_APP);

        assertThat(mail.kind()).isEqualTo(SubscriptionMail.Kind.CONFIRM);
        assertThat(store.byAddress(PAT).orElseThrow().state()).isEqualTo(Subscriber.State.QUARANTINED);
        assertThat(requests.confirm(mail.token())).isPresent();
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
    void whoFollowsOneIncidentIsNotOnTheList() {
        PublishedEvent opened = Scenario.incident("Slow log-in", Impact.MAJOR).opens("Slow.");
        database.takeIn(opened);
        requests.accept(PAT, Preferences.EVERYTHING, slug(opened));

        assertThat(requests.confirm(drain().getFirst().token())).isPresent();

        assertThat(store.byAddress(PAT).orElseThrow().listed()).isFalse();
        assertThat(told(opened.subject())).hasSize(1);
        assertThat(told("inc_another")).isEmpty();
    }

    @Test
    void aListedSubscriberMayFollowAnIncidentBesidesAndKeepsItsChoices() {
        Scenario incident = Scenario.incident("Slow log-in", Impact.MAJOR);
        PublishedEvent opened = incident.opens("Slow.");
        database.takeIn(opened);
        assertThat(requests.confirm(ask(PAT, WEB_APP).token())).isPresent();
        requests.accept(PAT, Preferences.EVERYTHING, slug(opened));

        assertThat(requests.confirm(drain().getFirst().token())).isPresent();

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
        assertThat(subscribers
                        .add(PAT, List.of(), List.of(), false, true, null, "olga")
                        .isNew())
                .isTrue();
        requests.accept(PAT, Preferences.EVERYTHING, slug(opened));

        assertThat(requests.confirm(drain().getFirst().token())).isPresent();

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
    void aRequestThatCannotBeProcessedIsDroppedAndTheNextOneIsProcessed() {
        database.takeIn(Scenario.incident("Slow log-in", Impact.MAJOR).opens("Slow."));
        int unused = database.sql().update("update inbox set value = 'not JSON'::bytea");
        requests.accept(PAT, Preferences.EVERYTHING, "slow-log-in");
        requests.accept(EmailAddress.parse("sue@customer.example"), WEB_APP, null);
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        Metrics.addRegistry(metrics);

        assertThat(drain()).extracting(SubscriptionMail::address).containsExactly("sue@customer.example");

        Metrics.removeRegistry(metrics);
        assertThat(count("subscription_request")).isEqualTo(1);
        assertThat(metrics.counter("subscription_requests", "result", "failed").count())
                .isEqualTo(1);
    }

    @Test
    void whoLeftAndConfirmsAgainIsNoLongerRememberedAsGone() {
        Subscriber pat = added(PAT);
        assertThat(subscribers.unsubscribe(links.sign(LinkTokens.Purpose.UNSUBSCRIBE, pat.recipientKey())))
                .isEqualTo(Subscribers.LinkState.SUBSCRIBED);
        assertThat(departed.contains(EmailAddress.parse("PAT@customer.example")))
                .isTrue();

        assertThat(requests.confirm(ask(PAT, WEB_APP).token())).isPresent();

        assertThat(departed.contains(PAT)).isFalse();
    }

    private static String slug(PublishedEvent event) {
        return ((IncidentEvent) event.data()).incident().slug();
    }
}
