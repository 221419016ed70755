package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.testkit.SettableClock;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Subscribers whose mail comes back, with the clock set by hand. */
class QuarantineIT {
    private static final EmailAddress PAT = EmailAddress.parse("pat@customer.example");

    private final ListDatabase database = new ListDatabase("quarantine");
    private final SettableClock clock = new SettableClock();
    private final LinkTokens links = new LinkTokens(List.of("a-secret-for-tests-only"));
    private final RecipientKeys keys = new RecipientKeys();
    private final SubscriberStore store = new SubscriberStore(database.dataSource());
    private final DepartedStore departed = new DepartedStore(database.dataSource(), links);
    private final ChangeLog changes = new ChangeLog(database.dataSource());
    private final SubscriptionMailStore mailStore = new SubscriptionMailStore(database.dataSource());
    private final SubscriptionMails mails = new SubscriptionMails(
            mailStore, new SubscriptionRequestStore(database.dataSource()), links, keys, TestLimits.DEFAULT, clock);
    private final Subscribers subscribers = new Subscribers(store, departed, changes, keys, links, mails, clock);
    private final QuarantineStore quarantineStore = new QuarantineStore(database.dataSource());
    private final Quarantine quarantine = new Quarantine(quarantineStore, store, mails, departed, changes, clock);
    private final IncidentSubscriptionStore followed = new IncidentSubscriptionStore(database.dataSource());
    private final Subscriptions subscriptions = new Subscriptions(
            store,
            followed,
            new IncidentSubscriptions(followed, changes, clock),
            quarantineStore,
            departed,
            changes,
            keys,
            links,
            mails,
            clock);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whoIsInQuarantineIsToldNothingUntilAnOperatorLiftsIt() {
        Subscriber pat = added(PAT);

        assertThat(quarantine.begin(pat.id(), Quarantine.Reason.HARD, "5.1.1")).isTrue();

        assertThat(told()).isEmpty();
        assertThat(store.page(0, 10, Subscriber.State.QUARANTINED)).hasSize(1);
        assertThat(quarantine.entry(read(pat)))
                .contains(new Quarantine.Entry(clock.instant(), Quarantine.Reason.HARD, "5.1.1"));
        assertThat(quarantine.reactivate(pat.id(), "olga"))
                .get()
                .extracting(lifted -> lifted.subscriber().state())
                .isEqualTo(Subscriber.State.ACTIVE);
        assertThat(told()).hasSize(1);
        assertThat(quarantine.entry(read(pat))).isEmpty();
        assertThat(changes.of(pat.id()))
                .extracting(change -> change.action() + " " + change.actor())
                .containsExactly("ADDED olga", "QUARANTINED system", "REACTIVATED olga");
    }

    @Test
    void onlyWhoseMailboxMayStillWorkGetsOneMailAboutIt() {
        Subscriber dead = added(EmailAddress.parse("dead@customer.example"));
        Subscriber full = added(PAT);

        quarantine.begin(dead.id(), Quarantine.Reason.HARD, "5.1.1");
        quarantine.begin(full.id(), Quarantine.Reason.SOFT, "5.2.2");
        assertThat(quarantine.begin(full.id(), Quarantine.Reason.SOFT, "5.2.2")).isFalse();

        SubscriptionMail mail = mails.claim().orElseThrow();
        assertThat(mail.kind()).isEqualTo(SubscriptionMail.Kind.QUARANTINED);
        assertThat(mail.address()).isEqualTo("pat@customer.example");
        assertThat(mail.recipientKey()).isEqualTo(full.recipientKey());
        assertThat(mails.claim()).isEmpty();
    }

    @Test
    void whoIsPausedIsQuarantinedTooAndWhoIsPendingIsNot() {
        Subscriber paused = added(PAT);
        store.update(paused.in(Subscriber.State.PAUSED));
        Subscriber pending = subscribers
                .add(EmailAddress.parse("sue@customer.example"), List.of(), List.of(), false, false, null, "olga")
                .subscriber();

        assertThat(quarantine.begin(paused.id(), Quarantine.Reason.HARD, null)).isTrue();
        assertThat(quarantine.begin(pending.id(), Quarantine.Reason.HARD, null)).isFalse();

        assertThat(quarantine.reactivate(pending.id(), "olga")).contains(new Quarantine.Reactivation(pending, false));
        assertThat(quarantine.reactivate(4711, "olga")).isEmpty();
    }

    @Test
    void whoPausedIsPausedAgainAfterTheQuarantineUnlessTheyConfirmForTheList() {
        Subscriber pat = added(PAT);
        store.update(pat.in(Subscriber.State.PAUSED));
        quarantine.begin(pat.id(), Quarantine.Reason.HARD, "5.1.1");

        assertThat(quarantine.reactivate(pat.id(), "olga"))
                .get()
                .extracting(lifted -> lifted.subscriber().state())
                .isEqualTo(Subscriber.State.PAUSED);
        assertThat(told()).isEmpty();

        quarantine.begin(pat.id(), Quarantine.Reason.HARD, "5.1.1");
        PublishedEvent opened = Scenario.incident("Slow log-in", Impact.MAJOR).opens("Slow.");
        database.takeIn(opened);
        confirm(((IncidentEvent) opened.data()).incident().slug());
        assertThat(read(pat).state()).isEqualTo(Subscriber.State.PAUSED);

        quarantine.begin(pat.id(), Quarantine.Reason.HARD, "5.1.1");
        confirm(null);
        assertThat(read(pat).state()).isEqualTo(Subscriber.State.ACTIVE);

        quarantine.begin(pat.id(), Quarantine.Reason.HARD, "5.1.1");
        assertThat(quarantine.reactivate(pat.id(), "olga"))
                .get()
                .extracting(lifted -> lifted.subscriber().state())
                .isEqualTo(Subscriber.State.ACTIVE);
    }

    @Test
    void afterNinetyDaysTheAddressIsDeletedButNotRememberedAsDeparted() {
        Subscriber pat = added(PAT);
        quarantine.begin(pat.id(), Quarantine.Reason.HARD, "5.1.1");
        clock.pass(Duration.ofDays(90).minusSeconds(1));
        quarantine.purge();
        assertThat(store.byAddress(PAT)).isPresent();

        clock.pass(Duration.ofSeconds(1));
        quarantine.purge();

        assertThat(store.byAddress(PAT)).isEmpty();
        assertThat(departed.contains(PAT)).isFalse();
        assertThat(changes.of(pat.id())).extracting(ChangeLog.Change::action).endsWith(ChangeLog.Action.PURGED);
    }

    @Test
    void ninetyDaysBeginAgainWithEachQuarantineAndForAnImportedOneWhenItIsSeen() {
        Subscriber pat = added(PAT);
        Subscriber imported = added(EmailAddress.parse("sue@customer.example"));
        store.update(imported.in(Subscriber.State.QUARANTINED));
        quarantine.begin(pat.id(), Quarantine.Reason.HARD, null);
        quarantine.purge();
        clock.pass(Duration.ofDays(89));
        assertThat(quarantine.reactivate(pat.id(), "olga")).isPresent();
        assertThat(quarantine.begin(pat.id(), Quarantine.Reason.HARD, null)).isTrue();
        clock.pass(Duration.ofDays(1));

        quarantine.purge();

        assertThat(store.byAddress(PAT)).isPresent();
        assertThat(store.lock(imported.id())).isEmpty();
    }

    @Test
    void whoComplainsIsRememberedAsDeparted() {
        Subscriber pat = added(PAT);

        quarantine.complained(pat.id());
        quarantine.complained(pat.id());

        assertThat(store.byAddress(PAT)).isEmpty();
        assertThat(departed.contains(PAT)).isTrue();
        assertThat(changes.of(pat.id()))
                .extracting(ChangeLog.Change::action)
                .containsExactly(ChangeLog.Action.ADDED, ChangeLog.Action.COMPLAINT);
    }

    private void confirm(@Nullable String incident) {
        subscriptions.confirm(new SubscriptionRequest(1, PAT, Preferences.EVERYTHING, incident, clock.instant()));
    }

    private Subscriber added(EmailAddress address) {
        return subscribers
                .add(address, List.of(), List.of(), true, false, null, "olga")
                .subscriber();
    }

    private Subscriber read(Subscriber subscriber) {
        return Optional.of(subscriber).flatMap(known -> store.lock(known.id())).orElseThrow();
    }

    private List<Subscriber> told() {
        return store.between(
                1, 1000, new AudienceFilter(clock.instant(), EventKind.INCIDENT, "inc_1", Set.of("web-app")));
    }
}
