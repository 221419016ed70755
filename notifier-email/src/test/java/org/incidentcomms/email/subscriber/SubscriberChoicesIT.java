package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A subscriber changes their choices, pauses and leaves. */
class SubscriberChoicesIT extends SubscriptionRequestsFixture {
    @Test
    void savingChoicesOrBeingAddedAgainEndsNeitherAPauseNorAQuarantine() {
        for (Subscriber.State state : List.of(Subscriber.State.PAUSED, Subscriber.State.QUARANTINED)) {
            EmailAddress address = EmailAddress.parse(state.wire() + "@customer.example");
            Subscriber pat = subscribers
                    .add(address, List.of(), List.of(), true, false, null, "olga")
                    .subscriber();
            store.update(pat.unlisted().in(state));
            subscriptions.choose(links.sign(LinkTokens.Purpose.MANAGE, pat.recipientKey()), WEB_APP);
            assertThat(store.byId(pat.id()).orElseThrow().state()).isEqualTo(state);
            assertThat(store.byId(pat.id()).orElseThrow().listed()).isTrue();

            store.update(pat.unlisted().in(state));
            subscribers.add(address, List.of(), List.of(), true, false, null, "olga");
            assertThat(store.byId(pat.id()).orElseThrow().state()).isEqualTo(state);
        }
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
}
