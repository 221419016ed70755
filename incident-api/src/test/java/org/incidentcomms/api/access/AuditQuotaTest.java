package org.incidentcomms.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.incidentcomms.api.access.AuditQuota.LeftOut;
import org.junit.jupiter.api.Test;

class AuditQuotaTest {
    private static final Instant NOON = Instant.parse("2026-02-02T12:00:00Z");

    private final AuditQuota budget = new AuditQuota(Duration.ofMinutes(1));

    @Test
    void of_a_flood_without_names_a_few_are_written_down_and_the_rest_counted() {
        int written = 0;
        for (int i = 0; i < 100_000; i++) {
            written += budget.take(AuditQuota.NAMELESS, NOON.plusMillis(i / 10)) ? 1 : 0;
        }

        assertThat(written).isEqualTo(AuditQuota.OF_THE_NAMELESS);
        assertThat(budget.leftOut(NOON.plusSeconds(59))).isEmpty();
        assertThat(budget.leftOut(NOON.plusSeconds(60)))
                .containsExactly(new LeftOut(AuditQuota.NAMELESS, 100_000 - AuditQuota.OF_THE_NAMELESS));
        assertThat(budget.leftOut(NOON.plusSeconds(61))).isEmpty();
    }

    @Test
    void the_next_minute_begins_anew() {
        for (int i = 0; i < 100; i++) {
            budget.take("alex", NOON);
        }

        assertThat(budget.take("alex", NOON)).isFalse();
        assertThat(budget.take("alex", NOON.plusSeconds(60))).isTrue();
    }

    @Test
    void a_flood_without_names_does_not_hide_what_a_name_was_refused() {
        for (int i = 0; i < 1000; i++) {
            budget.take(AuditQuota.NAMELESS, NOON);
        }

        assertThat(budget.take("alex", NOON)).isTrue();
    }

    @Test
    void endless_names_are_bounded_together() {
        int written = 0;
        for (int i = 0; i < 100_000; i++) {
            written += budget.take("name " + i, NOON) ? 1 : 0;
        }

        assertThat(written).isEqualTo(AuditQuota.NAMES + AuditQuota.OF_EACH);
    }
}
