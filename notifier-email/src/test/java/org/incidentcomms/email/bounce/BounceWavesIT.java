package org.incidentcomms.email.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.incidentcomms.email.bounce.BounceReport.Severity;
import org.incidentcomms.email.bounce.BounceStore.Wave;
import org.incidentcomms.email.subscriber.ListDatabase;
import org.junit.jupiter.api.Test;

/** When many bounce at once, in the whole list: a relay of ours that goes wrong returns everybody's mail. */
class BounceWavesIT {
    private static final Instant NOW = Instant.parse("2026-03-10T20:00:00Z");

    @Test
    void whoBouncedHardOfLateIsCountedOnceAndWhoGetsMailOnlyWhereThatMatters() {
        try (ListDatabase list = new ListDatabase("waves")) {
            BounceStore store = new BounceStore(list.dataSource());
            for (int id = 1; id <= 5; id++) {
                subscriber(list, id, id == 1 ? "quarantined" : "active");
            }
            bounce(store, 1, Severity.HARD, "a", NOW);
            bounce(store, 2, Severity.HARD, "a", NOW);
            bounce(store, 2, Severity.HARD, "b", NOW);
            bounce(store, 3, Severity.SOFT, "a", NOW);
            bounce(store, 4, Severity.HARD, "a", NOW.minusSeconds(3600));

            assertThat(store.waveInList(NOW.minusSeconds(3600), 1)).isEqualTo(new Wave(2, 4));
            assertThat(store.waveInList(NOW.minusSeconds(3600), 2)).isEqualTo(new Wave(2, 0));
        }
    }

    @Test
    void aWaveIsManyAndALargeShare() {
        assertThat(new Wave(201, 600).isAbove(200, 0.3)).isTrue();
        assertThat(new Wave(200, 10).isAbove(200, 0.3)).isFalse();
        assertThat(new Wave(201, 700).isAbove(200, 0.3)).isFalse();
    }

    private static void bounce(BounceStore store, long subscriber, Severity severity, String mail, Instant at) {
        assertThat(store.add(
                        subscriber,
                        severity,
                        null,
                        null,
                        mail,
                        new byte[] {(byte) mail.charAt(0), (byte) subscriber},
                        at))
                .isTrue();
    }

    private static void subscriber(ListDatabase list, long id, String state) {
        int unused = list.sql().update("""
                        insert into subscriber (id, address, recipient_key, state, confirmed_at, created_at)
                        overriding system value values (?, ?, ?, ?, now(), now())""", id, "s" + id + "@customer.example", "key" + id + "x".repeat(18), state);
    }
}
