package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriberStoreIT {
    private static final String DATABASE = "subscriber_store";
    private static final Instant EARLY = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant EVENT = Instant.parse("2026-02-02T16:40:00Z");
    private static final Instant LATE = Instant.parse("2026-02-03T00:00:00Z");

    private final EmbeddedPostgresServer postgres = SharedServers.postgres();
    private final RecipientKeys keys = new RecipientKeys();
    private AgroalDataSource dataSource = emptyDatabase();
    private SubscriberStore store = new SubscriberStore(dataSource);

    @BeforeEach
    void migrate() {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/email")
                .load()
                .migrate();
    }

    @AfterEach
    void close() {
        dataSource.close();
        postgres.dropDatabase(DATABASE);
    }

    @Test
    void tellsThoseWhoFollowAnyComponentTheIncidentEverHadAndThoseWhoFollowAll() {
        long all = add("all@customer.example", EARLY);
        long web = add("web@customer.example", EARLY, "web-app");
        long both = add("both@customer.example", EARLY, "web-app", "mobile-app");
        long other = add("other@customer.example", EARLY, "reports");

        assertThat(told("web-app")).containsExactly(all, web, both);
        assertThat(told("mobile-app", "reports")).containsExactly(all, both, other);
        assertThat(told("unknown")).containsExactly(all);
        assertThat(told()).containsExactly(all, web, both, other);
    }

    @Test
    void tellsOnlyWhoWasConfirmedWhenTheEventWasAccepted() {
        long early = add("early@customer.example", EARLY);
        long atOnce = add("at-once@customer.example", EVENT);
        add("late@customer.example", LATE);
        add("unconfirmed@customer.example", null);

        assertThat(told()).containsExactly(early, atOnce);
        assertThat(store.reach(filter())).isEqualTo(new SubscriberStore.Reach(atOnce, 2));
    }

    @Test
    void namesTheRangesOfIdsThatHaveRecipients() {
        add("first@customer.example", EARLY, "web-app");
        add("second@customer.example", EARLY, "reports");
        add("third@customer.example", EARLY, "web-app");
        add("fourth@customer.example", LATE);

        assertThat(store.ranges(filter("web-app"), 2)).containsExactlyInAnyOrder(0, 1);
        assertThat(store.ranges(filter("reports"), 2)).containsExactly(0);
    }

    @Test
    void tellsOnlyOfTheKindsOfEventChosen() {
        long all = add("all@customer.example", EARLY);
        long planned = add("planned@customer.example", EARLY, true, only(EventKind.MAINTENANCE));
        long broken = add("broken@customer.example", EARLY, true, only(EventKind.INCIDENT, EventKind.POSTMORTEM));

        assertThat(told(filter(EventKind.INCIDENT, "inc_1"))).containsExactly(all, broken);
        assertThat(told(filter(EventKind.POSTMORTEM, "inc_1"))).containsExactly(all, broken);
        assertThat(told(filter(EventKind.MAINTENANCE, "mnt_1"))).containsExactly(all, planned);
    }

    @Test
    void whoIsPausedOrInQuarantineIsToldNothingAndGoesOnAfterwards() {
        long pat = add("pat@customer.example", EARLY);
        follow(pat, "inc_1", EARLY);
        for (Subscriber.State silent : List.of(Subscriber.State.PAUSED, Subscriber.State.QUARANTINED)) {
            become(pat, silent);
            assertThat(told()).as(silent.wire()).isEmpty();
        }

        become(pat, Subscriber.State.ACTIVE);

        assertThat(told()).containsExactly(pat);
    }

    @Test
    void whoFollowsOneIncidentIsToldOfThatOnlyWhateverItsComponentsAndKind() {
        long follower = addFollower("pat@customer.example", "inc_1", EARLY);
        long late = addFollower("sue@customer.example", "inc_1", LATE);

        assertThat(told(filter(EventKind.INCIDENT, "inc_1", "web-app"))).containsExactly(follower);
        assertThat(told(filter(EventKind.POSTMORTEM, "inc_1"))).containsExactly(follower);
        assertThat(told(filter(EventKind.INCIDENT, "inc_2", "web-app"))).isEmpty();
        assertThat(told(filter(EventKind.MAINTENANCE, "mnt_1"))).isEmpty();
        assertThat(late).isGreaterThan(follower);
    }

    @Test
    void anAddressWithThreeSubscriptionsIsToldOnce() {
        long pat = add("pat@customer.example", EARLY, "web-app", "mobile-app");
        follow(pat, "inc_1", EARLY);
        follow(pat, "inc_2", EARLY);

        assertThat(told(filter(EventKind.INCIDENT, "inc_1", "web-app", "mobile-app")))
                .containsExactly(pat);
        assertThat(told(filter(EventKind.INCIDENT, "inc_2", "reports"))).containsExactly(pat);
        assertThat(told(filter(EventKind.INCIDENT, "inc_3", "reports"))).isEmpty();
    }

    @Test
    void aRangeOfALongListIsReadByTheIndexOfIdsAndSoAreItsFollowers() {
        Database sql = new Database(dataSource);
        int added = sql.update("insert into subscriber (address, recipient_key, confirmed_at, created_at, listed)"
                + " select i || '@customer.example', lpad(i::text, 22, 'k'), '2026-01-01Z', '2026-01-01Z', i % 2 = 0"
                + " from generate_series(1, 20000) i");
        int followers = sql.update("insert into incident_subscription (subscriber_id, incident_id, confirmed_at)"
                + " select id, 'inc_1', '2026-01-01Z' from subscriber where not listed");
        int analysed = sql.update("analyze subscriber, incident_subscription");
        assertThat(List.of(added, followers, analysed)).containsExactly(20_000, 10_000, 0);

        List<String> plan = sql.query(
                "explain " + SubscriberStore.BETWEEN,
                row -> row.getString(1),
                SubscriberStore.parameters(4001, 4200, filter("web-app")));

        assertThat(String.join("\n", plan))
                .contains("using subscriber_pkey on subscriber")
                .contains("incident_subscription")
                .doesNotContain("Seq Scan");
    }

    @Test
    void whoHasLeftIsNoLongerInTheRange() {
        long first = add("first@customer.example", EARLY);
        long second = add("second@customer.example", EARLY);
        SubscriberStore.Reach reach = store.reach(filter());

        store.remove(second);

        assertThat(store.between(1, reach.lastId(), filter()))
                .extracting(Subscriber::id)
                .containsExactly(first);
    }

    @Test
    void rangesMeetWithoutGapOrOverlap() {
        for (int i = 0; i < 10; i++) {
            add("pat" + i + "@customer.example", EARLY);
        }

        assertThat(store.between(1, 5, filter())).extracting(Subscriber::id).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(store.between(6, 10, filter())).extracting(Subscriber::id).containsExactly(6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void anIdOnceGivenNeverMovesToAnother() {
        long first = add("pat@customer.example", EARLY);
        store.remove(first);

        assertThat(add("pat@customer.example", EARLY)).isGreaterThan(first);
    }

    @Test
    void anAddressIsTheSameInAnySpellingAndKeepsWhatItChose() {
        SubscriberStore.Added first = store.add(
                EmailAddress.parse("Pat@Customer.example"),
                keys.next(),
                Preferences.ofComponents(List.of("web-app")),
                true,
                EARLY,
                "n",
                EARLY);
        SubscriberStore.Added again = store.add(
                EmailAddress.parse("pat@customer.EXAMPLE"),
                keys.next(),
                Preferences.EVERYTHING,
                true,
                LATE,
                null,
                LATE);

        assertThat(first.isNew()).isTrue();
        assertThat(again.isNew()).isFalse();
        assertThat(again.subscriber()).isEqualTo(first.subscriber());
        assertThat(first.subscriber().address()).isEqualTo("Pat@Customer.example");
    }

    @Test
    void addingAKnownAddressUsesUpNoId() {
        long pat = add("pat@customer.example", EARLY);
        add("pat@customer.example", EARLY);
        add("PAT@customer.example", null);

        assertThat(add("sue@customer.example", EARLY)).isEqualTo(pat + 1);
    }

    @Test
    void ofManyWhoAddOneAddressAtOnceOneAddsItAndAllGetTheSame() throws Exception {
        List<Future<SubscriberStore.Added>> adding = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch together = new CountDownLatch(1);
            for (int i = 0; i < 8; i++) {
                adding.add(threads.submit(() -> {
                    together.await();
                    return store.add(
                            EmailAddress.parse("pat@customer.example"),
                            keys.next(),
                            Preferences.EVERYTHING,
                            true,
                            EARLY,
                            null,
                            EARLY);
                }));
            }
            together.countDown();
        }
        List<SubscriberStore.Added> added = new ArrayList<>();
        for (Future<SubscriberStore.Added> one : adding) {
            added.add(one.get());
        }

        assertThat(added).filteredOn(SubscriberStore.Added::isNew).hasSize(1);
        assertThat(added)
                .extracting(SubscriberStore.Added::subscriber)
                .containsOnly(store.page(0, 10).getFirst());
        assertThat(store.page(0, 10)).hasSize(1);
    }

    @Test
    void whatWasUnconfirmedCanBeConfirmedByAddingItAgain() {
        add("pat@customer.example", null);

        SubscriberStore.Added again = store.add(
                EmailAddress.parse("pat@customer.example"),
                keys.next(),
                Preferences.EVERYTHING,
                true,
                EARLY,
                null,
                LATE);

        assertThat(again.subscriber().confirmedAt()).isEqualTo(EARLY);
    }

    @Test
    void everySubscriberHasAKeyOfItsOwn() {
        add("pat@customer.example", EARLY);
        add("sue@customer.example", EARLY);

        assertThat(store.page(0, 10)).extracting(Subscriber::recipientKey).doesNotHaveDuplicates();
        assertThat(store.page(0, 10)).extracting(Subscriber::toString).noneMatch(text -> text.contains("@"));
    }

    private static Preferences only(EventKind... kinds) {
        return new Preferences(List.of(), List.of(kinds), null, null);
    }

    private List<Long> told(String... components) {
        return told(filter(components));
    }

    private List<Long> told(AudienceFilter filter) {
        SubscriberStore.Reach reach = store.reach(filter);
        List<Long> ids = store.between(1, reach.lastId(), filter).stream()
                .map(Subscriber::id)
                .toList();
        assertThat(reach.count()).isEqualTo(ids.size());
        return ids;
    }

    private static AudienceFilter filter(String... components) {
        return filter(EventKind.INCIDENT, "inc_1", components);
    }

    private static AudienceFilter filter(EventKind kind, String incident, String... components) {
        return new AudienceFilter(EVENT, kind, incident, Set.of(components));
    }

    private long add(String address, @Nullable Instant confirmedAt, String... components) {
        return add(address, confirmedAt, true, Preferences.ofComponents(List.of(components)));
    }

    private long add(String address, @Nullable Instant confirmedAt, boolean listed, Preferences preferences) {
        return store.add(EmailAddress.parse(address), keys.next(), preferences, listed, confirmedAt, null, EARLY)
                .subscriber()
                .id();
    }

    private long addFollower(String address, String incident, Instant confirmedAt) {
        long id = add(address, confirmedAt, false, Preferences.EVERYTHING);
        follow(id, incident, confirmedAt);
        return id;
    }

    private void follow(long id, String incident, Instant confirmedAt) {
        new IncidentSubscriptionStore(dataSource).add(id, incident, confirmedAt);
    }

    private void become(long id, Subscriber.State state) {
        Subscriber now = store.lock(id).orElseThrow();
        store.update(new Subscriber(
                id,
                now.address(),
                now.recipientKey(),
                state,
                now.listed(),
                now.preferences(),
                now.groups(),
                now.confirmedAt(),
                now.note(),
                now.createdAt()));
    }

    private AgroalDataSource emptyDatabase() {
        postgres.dropDatabase(DATABASE);
        postgres.createDatabase(DATABASE);
        return postgres.dataSource(DATABASE);
    }
}
