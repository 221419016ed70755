package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentEdited;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.kit.ledger.InboxStore;
import org.incidentcomms.kit.ledger.LedgerClock;
import org.incidentcomms.testkit.SettableClock;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IncidentSubscriptionsIT {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final ListDatabase database = new ListDatabase("incident_subscriptions");
    private final SettableClock clock = new SettableClock(Instant.now());
    private final SubscriberStore subscribers = new SubscriberStore(database.dataSource());
    private final IncidentSubscriptionStore store = new IncidentSubscriptionStore(database.dataSource());
    private final ChangeLog changes = new ChangeLog(database.dataSource());
    private final IncidentSubscriptions subscriptions = new IncidentSubscriptions(store, changes, clock);
    private final Scenario incident = Scenario.incident("Slow log-in", Impact.MAJOR);
    private PublishedEvent opened = incident.opens("Slow.");

    @BeforeEach
    void theIncidentIsKnown() {
        takeIn(opened);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whoFollowsOneIncidentIsForgottenAWeekAfterItIsResolved() {
        long follower = follower("pat@customer.example", false);
        long listed = follower("sue@customer.example", true);
        takeIn(incident.says(Status.RESOLVED, "Fixed."));

        clock.pass(WEEK.minusSeconds(60));
        subscriptions.forgetEnded();
        assertThat(ids()).containsExactly(follower, listed);

        clock.pass(Duration.ofMinutes(2));
        subscriptions.forgetEnded();

        assertThat(ids()).containsExactly(listed);
        assertThat(store.hasAny()).isFalse();
        assertThat(changes.of(follower)).extracting(ChangeLog.Change::action).containsExactly(ChangeLog.Action.EXPIRED);
        assertThat(changes.of(listed)).isEmpty();
    }

    @Test
    void anIncidentThatIsOpenedAgainIsTheSameAndIsFollowedOn() {
        long follower = follower("pat@customer.example", false);
        takeIn(incident.says(Status.RESOLVED, "Fixed."));
        clock.pass(WEEK.minusSeconds(60));
        subscriptions.forgetEnded();
        PublishedEvent again = incident.says(Status.INVESTIGATING, "It is back.");
        takeIn(again);

        clock.pass(WEEK.multipliedBy(4));
        subscriptions.forgetEnded();

        assertThat(ids()).containsExactly(follower);
        assertThat(subscribers.between(
                        1,
                        follower,
                        new AudienceFilter(clock.instant(), EventKind.INCIDENT, again.subject(), Set.of("web-app"))))
                .hasSize(1);
    }

    @Test
    void nobodyIsForgottenWhileAMailOfTheIncidentIsStillToBeSent() {
        long follower = follower("pat@customer.example", false);
        PublishedEvent resolved = incident.says(Status.RESOLVED, "Fixed.");
        takeIn(resolved);
        database.plan(resolved, "active", clock.instant());
        clock.pass(WEEK.plus(MOMENT).plusSeconds(60));

        subscriptions.forgetEnded();
        assertThat(ids()).containsExactly(follower);

        int unused = database.sql().update("update plan set state = 'done'");
        subscriptions.forgetEnded();
        assertThat(ids()).isEmpty();
    }

    @Test
    void aWithdrawnIncidentIsOverToo() {
        follower("pat@customer.example", false);
        takeIn(incident.isWithdrawn());

        clock.pass(WEEK.plusSeconds(60));
        subscriptions.forgetEnded();

        assertThat(ids()).isEmpty();
    }

    @Test
    void aSlugIsFoundUntilItsIncidentHasBeenOverForAWeek() {
        String slug = ((IncidentEvent) opened.data()).incident().slug();
        assertThat(subscriptions.find(slug)).contains(opened.subject());
        assertThat(subscriptions.find("no-such-incident")).isEmpty();
        takeIn(incident.says(Status.RESOLVED, "Fixed."));
        assertThat(subscriptions.find(slug)).contains(opened.subject());

        clock.pass(WEEK.plusSeconds(60));

        assertThat(subscriptions.find(slug)).isEmpty();
    }

    @Test
    void whatIsNotPublicIsUnknownToStrangersUntilItIsPublic() {
        Scenario limited = Scenario.incident("For some", Impact.MINOR).limitedTo("eu");
        PublishedEvent hidden = limited.opens("Slow.");
        takeIn(hidden);
        String slug = ((IncidentEvent) hidden.data()).incident().slug();
        assertThat(subscriptions.find(slug)).isEmpty();

        takeIn(limited.isPublic(true).event(IncidentEdited::new));

        assertThat(subscriptions.find(slug)).contains(hidden.subject());
    }

    @Test
    void eventsThatLostTheirTextWithAWithdrawalDoNotHideOtherIncidents() throws SQLException {
        PublishedEvent other = Scenario.incident("Slow reports", Impact.MINOR).opens("Slow.");
        takeIn(incident.isWithdrawn());
        takeIn(other);
        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(new InboxStore(LedgerClock.DATABASE).forgetWithdrawn(connection, Duration.ofMinutes(-1)))
                    .isEqualTo(1);
        }

        assertThat(subscriptions.find(((IncidentEvent) other.data()).incident().slug()))
                .contains(other.subject());
    }

    @Test
    void anOlderEventThatIsTakenInLateChangesNothing() {
        PublishedEvent resolved = incident.says(Status.RESOLVED, "Fixed.");
        PublishedEvent again = incident.says(Status.INVESTIGATING, "It is back.");
        follower("pat@customer.example", false);
        takeIn(again);
        subscriptions.forgetEnded();
        takeIn(resolved);

        clock.pass(WEEK.plusSeconds(60));
        subscriptions.forgetEnded();

        assertThat(ids()).hasSize(1);
    }

    private void takeIn(PublishedEvent event) {
        database.takeIn(event);
    }

    private long follower(String address, boolean listed) {
        Instant now = clock.instant();
        long id = subscribers
                .add(
                        EmailAddress.parse(address),
                        new RecipientKeys().next(),
                        Preferences.EVERYTHING,
                        listed,
                        now,
                        null,
                        now)
                .subscriber()
                .id();
        store.add(id, opened.subject(), now);
        return id;
    }

    private java.util.List<Long> ids() {
        return subscribers.page(0, 10, null).stream().map(Subscriber::id).toList();
    }
}
