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
                EmailAddress.parse("Pat@Customer.example"), keys.next(), List.of("web-app"), EARLY, "n", EARLY);
        SubscriberStore.Added again =
                store.add(EmailAddress.parse("pat@customer.EXAMPLE"), keys.next(), List.of(), LATE, null, LATE);

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
                            EmailAddress.parse("pat@customer.example"), keys.next(), List.of(), EARLY, null, EARLY);
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

        SubscriberStore.Added again =
                store.add(EmailAddress.parse("pat@customer.example"), keys.next(), List.of(), EARLY, null, LATE);

        assertThat(again.subscriber().confirmedAt()).isEqualTo(EARLY);
    }

    @Test
    void everySubscriberHasAKeyOfItsOwn() {
        add("pat@customer.example", EARLY);
        add("sue@customer.example", EARLY);

        assertThat(store.page(0, 10)).extracting(Subscriber::recipientKey).doesNotHaveDuplicates();
        assertThat(store.page(0, 10)).extracting(Subscriber::toString).noneMatch(text -> text.contains("@"));
    }

    private List<Long> told(String... components) {
        AudienceFilter filter = filter(components);
        SubscriberStore.Reach reach = store.reach(filter);
        List<Long> ids = store.between(1, reach.lastId(), filter).stream()
                .map(Subscriber::id)
                .toList();
        assertThat(reach.count()).isEqualTo(ids.size());
        return ids;
    }

    private static AudienceFilter filter(String... components) {
        return new AudienceFilter(EVENT, Set.of(components));
    }

    private long add(String address, @Nullable Instant confirmedAt, String... components) {
        return store.add(EmailAddress.parse(address), keys.next(), List.of(components), confirmedAt, null, EARLY)
                .subscriber()
                .id();
    }

    private AgroalDataSource emptyDatabase() {
        postgres.dropDatabase(DATABASE);
        postgres.createDatabase(DATABASE);
        return postgres.dataSource(DATABASE);
    }
}
