package org.incidentcomms.email.subscriber;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The update list on an empty database. */
abstract class SubscriberStoreFixture {
    static final Instant EARLY = Instant.parse("2026-02-01T00:00:00Z");
    static final Instant EVENT = Instant.parse("2026-02-02T16:40:00Z");
    static final Instant LATE = Instant.parse("2026-02-03T00:00:00Z");

    final ListDatabase database = new ListDatabase("subscriber_store");
    final RecipientKeys keys = new RecipientKeys();
    final SubscriberStore store = new SubscriberStore(database.dataSource());

    @AfterEach
    void close() {
        database.close();
    }

    static AudienceFilter filter(String... components) {
        return filter(EventKind.INCIDENT, "inc_1", components);
    }

    static AudienceFilter filter(EventKind kind, String incident, String... components) {
        return new AudienceFilter(EVENT, kind, incident, Set.of(components));
    }

    long add(String address, @Nullable Instant confirmedAt, String... components) {
        return add(address, confirmedAt, true, Preferences.ofComponents(List.of(components)));
    }

    long add(String address, @Nullable Instant confirmedAt, boolean listed, Preferences preferences) {
        return store.add(EmailAddress.parse(address), keys.next(), preferences, listed, confirmedAt, null, EARLY)
                .subscriber()
                .id();
    }
}
