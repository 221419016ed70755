package org.incidentcomms.api.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.incidentcomms.events.ComponentChange;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.junit.jupiter.api.Test;

class ImpactCalculatorTest {
    @Test
    void the_worst_component_decides() {
        assertThat(ImpactCalculator.derived(to(ComponentStatus.DEGRADED_PERFORMANCE, ComponentStatus.MAJOR_OUTAGE)))
                .isEqualTo(Impact.CRITICAL);
    }

    @Test
    void without_components_it_is_minor() {
        assertThat(ImpactCalculator.derived(List.of())).isEqualTo(Impact.MINOR);
    }

    @Test
    void an_impact_rises_by_itself() {
        assertThat(ImpactCalculator.risen(Impact.MINOR, to(ComponentStatus.PARTIAL_OUTAGE)))
                .isEqualTo(Impact.MAJOR);
    }

    @Test
    void an_impact_never_falls_by_itself() {
        assertThat(ImpactCalculator.risen(Impact.CRITICAL, to(ComponentStatus.OPERATIONAL)))
                .isEqualTo(Impact.CRITICAL);
    }

    private static List<ComponentChange> to(ComponentStatus... statuses) {
        return Arrays.stream(statuses)
                .map(status -> new ComponentChange("cmp_1", "Web", ComponentStatus.OPERATIONAL, status))
                .toList();
    }
}
