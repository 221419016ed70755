package org.incidentcomms.email.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.incidentcomms.email.bounce.BounceReport.Severity;
import org.incidentcomms.email.bounce.BounceWaves.Wave;
import org.incidentcomms.email.subscriber.ListDatabase;
import org.incidentcomms.testkit.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When many bounce at once, in one domain or in the whole list: a relay that goes wrong returns everybody's mail. */
class BounceWavesIT {
    private static final Instant NOW = Instant.parse("2026-03-10T20:00:00Z");
    private static final Instant AN_HOUR_AGO = NOW.minusSeconds(3600);

    private final ListDatabase list = new ListDatabase("waves");
    private final BounceStore store = new BounceStore(list.dataSource());
    private final SettableClock clock = new SettableClock(NOW);
    private final BounceWaves waves = new BounceWaves(store, clock);

    @AfterEach
    void close() {
        list.close();
    }

    @Test
    void whoBouncedHardOfLateIsCountedOnce() {
        subscribers(1, 5, "customer.example");
        int unused = list.sql().update("update subscriber set state = 'quarantined' where id = 1");
        bounce(1, Severity.HARD, "a", NOW);
        bounce(2, Severity.HARD, "a", NOW);
        bounce(2, Severity.HARD, "b", NOW);
        bounce(3, Severity.SOFT, "a", NOW);
        bounce(4, Severity.HARD, "a", AN_HOUR_AGO);
        subscribers(6, 6, "other.example");
        bounce(6, Severity.HARD, "a", NOW);

        assertThat(store.hardInList(AN_HOUR_AGO)).isEqualTo(3);
        assertThat(store.hardInDomain(store.domain(2), AN_HOUR_AGO)).isEqualTo(2);
        assertThat(store.activeInList()).isEqualTo(5);
        assertThat(store.activeInDomain("customer.example")).isEqualTo(4);
    }

    @Test
    void manyOfADomainAreAWaveAndWhoGetsMailIsCountedOnceAMinute() {
        subscribers(1, 200, "customer.example");
        hardBounces(1, 20);
        assertThat(waves.with(1)).isEmpty();
        hardBounces(21, 21);

        assertThat(waves.with(21)).contains(new Wave("one domain", 21, 200));
        subscribers(201, 400, "customer.example");
        assertThat(waves.with(21)).contains(new Wave("one domain", 21, 200));

        clock.pass(Duration.ofMinutes(1));
        assertThat(waves.with(21)).as("a small share of 400").isEmpty();
    }

    @Test
    void aWaveIsManyAndALargeShare() {
        assertThat(new Wave("the list", 201, 600).isAbove(200, 0.3)).isTrue();
        assertThat(new Wave("the list", 200, 10).isAbove(200, 0.3)).isFalse();
        assertThat(new Wave("the list", 201, 700).isAbove(200, 0.3)).isFalse();
    }

    @Test
    void aHardBounceInALongListIsJudgedByIndexes() {
        subscribers(1, 20_000, "customer.example");
        subscribers(20_001, 20_100, "other.example");
        hardBounces(1, 30);
        int unused = list.sql().update("analyze subscriber, bounce");

        assertThat(plan(BounceStore.HARD_IN_DOMAIN, AN_HOUR_AGO, "customer.example"))
                .doesNotContain("Seq Scan on subscriber");
        assertThat(plan(BounceStore.ACTIVE_IN_DOMAIN, "other.example")).doesNotContain("Seq Scan on subscriber");
    }

    private String plan(String query, Object... parameters) {
        List<String> lines = list.sql().query("explain " + query, row -> row.getString(1), parameters);
        return String.join("\n", lines);
    }

    private void hardBounces(int first, int last) {
        for (int id = first; id <= last; id++) {
            bounce(id, Severity.HARD, "a", NOW);
        }
    }

    private void bounce(long subscriber, Severity severity, String mail, Instant at) {
        byte[] report = {(byte) mail.charAt(0), (byte) subscriber, (byte) (subscriber >> 8)};
        assertThat(store.add(subscriber, severity, null, null, mail, report, at))
                .isTrue();
    }

    private void subscribers(int first, int last, String domain) {
        int unused = list.sql().update("""
                        insert into subscriber (id, address, recipient_key, state, confirmed_at, created_at)
                        overriding system value
                        select i, 's' || i || '@' || ?, lpad(i::text, 22, 'k'), 'active', now(), now()
                        from generate_series(?, ?) i""", domain, first, last);
    }
}
