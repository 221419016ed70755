package org.incidentcomms.kit.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.incidentcomms.kit.ledger.Lane;
import org.junit.jupiter.api.Test;

class UrgentPriorityTest {
    private long now;
    private final UrgentPriority priority = new UrgentPriority(() -> now);

    @Test
    void nothing_yields_before_something_urgent_is_planned() {
        assertThat(priority.mustYield(Lane.MAINTENANCE, now)).isFalse();
        assertThat(priority.isExclusive()).isFalse();
    }

    @Test
    void what_was_claimed_before_yields_and_what_is_claimed_after_does_not() {
        long before = now;
        now++;
        priority.planned();

        assertThat(priority.mustYield(Lane.MAINTENANCE, before)).isTrue();
        assertThat(priority.mustYield(Lane.URGENT, before)).isFalse();
        assertThat(priority.mustYield(Lane.MAINTENANCE, now)).isFalse();
    }

    @Test
    void only_urgent_work_is_claimed_while_some_is_in_progress_but_not_for_long() {
        priority.planned();
        assertThat(priority.isExclusive()).isFalse();

        priority.begun(Lane.URGENT);
        priority.begun(Lane.MAINTENANCE);
        assertThat(priority.isExclusive()).isTrue();

        priority.ended(Lane.URGENT);
        assertThat(priority.isExclusive()).isFalse();

        priority.begun(Lane.URGENT);
        now = Duration.ofSeconds(2).toNanos();
        assertThat(priority.isExclusive()).isFalse();
    }
}
