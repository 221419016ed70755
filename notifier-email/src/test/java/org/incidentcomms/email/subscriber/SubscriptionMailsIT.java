package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.incidentcomms.service.request.IfMatch;
import org.junit.jupiter.api.Test;

/** The mails about a subscription: whether they are still wanted, how often they are tried, what is kept of them. */
class SubscriptionMailsIT extends SubscriptionRequestsFixture {
    @Test
    void aMailWhoseSubscriberOrRequestIsGoneOrThatIsNoLongerTrueIsNotWanted() {
        SubscriptionMail confirm = ask(PAT, WEB_APP);
        assertThat(mails.isStillWanted(confirm)).isTrue();
        assertThat(requests.confirm(confirm.token())).isPresent();
        assertThat(mails.isStillWanted(confirm)).isFalse();

        Subscriber pat = store.byAddress(PAT).orElseThrow();
        Subscriber quarantined = pat.in(Subscriber.State.QUARANTINED);
        store.update(quarantined);
        mails.add(SubscriptionMail.Kind.QUARANTINED, quarantined, clock.instant());
        SubscriptionMail returned = mails.claim().orElseThrow();
        assertThat(mails.isStillWanted(returned)).isTrue();
        store.update(pat);
        assertThat(mails.isStillWanted(returned)).isFalse();

        mails.add(SubscriptionMail.Kind.WELCOME, pat, clock.instant());
        SubscriptionMail welcome = mails.claim().orElseThrow();
        assertThat(mails.isStillWanted(welcome)).isTrue();
        assertThat(subscribers.remove(pat.id(), IfMatch.ANY, "olga")).isTrue();
        assertThat(mails.isStillWanted(welcome)).isFalse();
    }

    @Test
    void theNoteIsQuotedToWhoIsAddedAndNotToWhoIsImported() {
        Subscriber pat = subscribers
                .add(PAT, List.of(), List.of(), true, true, "asked in ticket 7", "olga")
                .subscriber();
        assertThat(mails.claim().orElseThrow().note()).isEqualTo("asked in ticket 7");

        mails.welcome(new ImportStore.Added(pat.id(), PAT, true));
        assertThat(mails.claim().orElseThrow().note()).isNull();
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
        assertThat(requests.confirm(second.token())).isPresent();
        assertThat(requests.look(first.token())).isEmpty();
    }

    @Test
    void whoLostTheLeaseOfAMailChangesNothingOfIt() {
        SubscriptionMail first = ask(PAT, WEB_APP);
        clock.pass(Duration.ofMinutes(16));
        SubscriptionMail second = mails.claim().orElseThrow();
        mails.retryRecipient(first, null);
        mails.finish(first);
        assertThat(mails.isStillWanted(second)).isTrue();

        mails.finish(second);
        mails.retryRecipient(first, null);
        mails.retryServer(first);
        clock.pass(Duration.ofHours(2));

        assertThat(mails.claim()).isEmpty();
        assertThat(database.sql().query("select next_at from subscription_mail", row -> row.getString(1)))
                .containsOnlyNulls();
    }

    @Test
    void aMailWhoseSenderDiedIsSentAgainAfterItsLeaseAndNeverAfterADay() {
        ask(PAT, WEB_APP);
        assertThat(mails.claim()).isEmpty();
        clock.pass(Duration.ofMinutes(15));
        assertThat(mails.claim()).isPresent();
        clock.pass(Duration.ofHours(24));
        assertThat(mails.claim()).isEmpty();
    }
}
