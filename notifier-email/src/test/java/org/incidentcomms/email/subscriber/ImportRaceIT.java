package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.incidentcomms.service.request.IfMatch;
import org.junit.jupiter.api.Test;

/** An import while somebody leaves. */
class ImportRaceIT extends SubscriptionRequestsFixture {
    @Test
    void whoLeavesBetweenTheCheckAndTheInsertIsNotBroughtBack() {
        Subscriber pat = added(PAT);
        ImportStore leavesMeanwhile = new ImportStore(database.dataSource()) {
            @Override
            void forgetDeparted(List<String> hashes) {
                super.forgetDeparted(hashes);
                assertThat(subscribers.remove(pat.id(), IfMatch.ANY, "olga")).isTrue();
            }
        };
        ImportBatches batches = new ImportBatches(leavesMeanwhile, links, keys, mails, clock);

        ImportBatches.Result result =
                batches.add(List.of(row(PAT), row(EmailAddress.parse("sue@customer.example"))), false, "olga");

        assertThat(result.added()).isEqualTo(1);
        assertThat(store.byAddress(PAT)).isEmpty();
        assertThat(departed.contains(PAT)).isTrue();
    }

    private ImportRow row(EmailAddress address) {
        return new ImportRow(
                2,
                address,
                Subscriber.State.ACTIVE,
                Preferences.EVERYTHING,
                List.of(),
                clock.instant(),
                null,
                clock.instant(),
                false);
    }
}
