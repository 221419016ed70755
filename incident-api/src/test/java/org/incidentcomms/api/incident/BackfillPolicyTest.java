package org.incidentcomms.api.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.incidentcomms.api.incident.Incidents.BackfillPolicy;
import org.incidentcomms.events.Status;
import org.junit.jupiter.api.Test;

class BackfillPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    @Test
    void an_outage_since_midnight_is_live() {
        assertThat(BackfillPolicy.is(NOW.minus(Duration.ofHours(3)), Status.INVESTIGATING, NOW))
                .isFalse();
    }

    @Test
    void one_that_is_over_for_long_is_history() {
        assertThat(BackfillPolicy.is(NOW.minus(Duration.ofHours(3)), Status.RESOLVED, NOW))
                .isTrue();
    }

    @Test
    void one_just_over_is_news() {
        assertThat(BackfillPolicy.is(NOW.minus(Duration.ofMinutes(40)), Status.RESOLVED, NOW))
                .isFalse();
    }

    @Test
    void what_began_last_week_is_history_whatever_its_status() {
        assertThat(BackfillPolicy.is(NOW.minus(Duration.ofDays(7)), Status.MONITORING, NOW))
                .isTrue();
    }
}
