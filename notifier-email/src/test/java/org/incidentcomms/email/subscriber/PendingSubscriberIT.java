package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** An operator adds an address again whose confirmation is awaited. */
class PendingSubscriberIT extends SubscriptionRequestsFixture {
    @Test
    void addingAPendingAddressConfirmsItWithAnEntryInTheAuditTrailAndANewVersion() {
        Subscriber pat = add(false);
        assertThat(pat.state()).isEqualTo(Subscriber.State.PENDING);
        long version = subscribers.find(pat.id()).orElseThrow().version();

        assertThat(add(true).state()).isEqualTo(Subscriber.State.ACTIVE);

        assertThat(changes.of(pat.id()))
                .extracting(change -> change.action() + " " + change.actor() + " " + change.fields())
                .containsExactly("ADDED olga []", "CHANGED vera [state]");
        assertThat(subscribers.find(pat.id()).orElseThrow().version()).isGreaterThan(version);
    }

    @Test
    void addingAPendingAddressWithoutConfirmingItChangesNothing() {
        Subscriber pat = add(false);

        assertThat(add(false)).isEqualTo(pat);

        assertThat(changes.of(pat.id())).hasSize(1);
    }

    private Subscriber add(boolean confirmed) {
        return subscribers
                .add(PAT, List.of(), List.of(), confirmed, false, null, confirmed ? "vera" : "olga")
                .subscriber();
    }
}
