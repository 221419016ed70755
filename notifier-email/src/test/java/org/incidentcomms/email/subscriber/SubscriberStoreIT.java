package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Adding to the list: one subscriber for each address, whose id and key are never given again. */
class SubscriberStoreIT extends SubscriberStoreFixture {

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
}
