package org.incidentcomms.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChaosReportTest {

    @Test
    void nothing_may_be_lost_disordered_shown_or_taken_for_an_event() {
        assertThat(report(DeliveryAudit.CLEAN, 0, 0, 3).isHeld()).isTrue();
        assertThat(report(new DeliveryAudit(1, 0, 0, 0, 0, 0, 0), 0, 0, 3).isHeld())
                .isFalse();
        assertThat(report(new DeliveryAudit(0, 0, 0, 0, 0, 1, 0), 0, 0, 3).isHeld())
                .isFalse();
        assertThat(report(DeliveryAudit.CLEAN, 1, 0, 3).isHeld()).isFalse();
        assertThat(report(DeliveryAudit.CLEAN, 0, 1, 3).isHeld()).isFalse();
        assertThat(report(DeliveryAudit.CLEAN, 0, 0, 2).isHeld()).isFalse();
    }

    @Test
    void mails_may_double_within_the_bound_and_posts_never() {
        assertThat(report(new DeliveryAudit(0, 16, 0, 0, 0, 0, 0), 0, 0, 3).isHeld())
                .isTrue();
        assertThat(report(new DeliveryAudit(0, 17, 0, 0, 0, 0, 0), 0, 0, 3).isHeld())
                .isFalse();
        assertThat(report(new DeliveryAudit(0, 0, 0, 0, 1, 0, 0), 0, 0, 3).isHeld())
                .isFalse();
    }

    @Test
    void the_table_names_the_faults_and_the_result() {
        assertThat(report(DeliveryAudit.CLEAN, 0, 0, 3).toString())
                .contains("kill          notifier-email         2", "16 allowed", "42 % idle", "result        met");
    }

    @Test
    void calls_may_be_refused_by_killed_processes_only() {
        assertThat(report(DeliveryAudit.CLEAN, 0, 0, 3, true).isHeld()).isTrue();
        assertThat(report(DeliveryAudit.CLEAN, 0, 0, 3, false).isHeld()).isFalse();
        assertThat(report(DeliveryAudit.CLEAN, 0, 0, 3, false).toString()).contains("6 calls refused (0 allowed)");
    }

    private static ChaosReport report(DeliveryAudit census, int logDisordered, int shown, int poisonSetAside) {
        return report(census, logDisordered, shown, poisonSetAside, true);
    }

    private static ChaosReport report(
            DeliveryAudit census, int logDisordered, int shown, int poisonSetAside, boolean mayRefuse) {
        return new ChaosReport(
                Map.of("kill          notifier-email", 2),
                100,
                3,
                4,
                5,
                3,
                poisonSetAside,
                6,
                mayRefuse,
                census,
                logDisordered,
                shown,
                16,
                Duration.ofSeconds(2),
                Duration.ofSeconds(12),
                0.42);
    }
}
