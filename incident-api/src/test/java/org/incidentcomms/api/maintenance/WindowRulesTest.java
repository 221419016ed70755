package org.incidentcomms.api.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.incidentcomms.events.Window;
import org.incidentcomms.service.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    @Test
    void a_window_to_come_is_good() {
        Window window = WindowRules.checked(NOW.plusSeconds(60), NOW.plusSeconds(120), "Asia/Kolkata", NOW);

        assertThat(window.timeZone()).isEqualTo(ZoneId.of("Asia/Kolkata"));
    }

    @Test
    void one_that_has_begun_is_good_too() {
        assertThat(WindowRules.checked(NOW.minusSeconds(60), NOW.plusSeconds(60), "UTC", NOW))
                .isNotNull();
    }

    @Test
    void one_of_a_wrong_year_is_refused_before_anybody_is_told() {
        assertThatThrownBy(() -> WindowRules.checked(NOW.minusSeconds(120), NOW.minusSeconds(60), "UTC", NOW))
                .isInstanceOf(Problem.class);
    }

    @Test
    void the_end_comes_after_the_start() {
        assertThatThrownBy(() -> WindowRules.checked(NOW.plusSeconds(60), NOW.plusSeconds(60), "UTC", NOW))
                .isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+02:00", "GMT+2", "PST", "Mars/Olympus", ""})
    void what_is_no_iana_zone_is_refused(String zone) {
        assertThatThrownBy(() -> WindowRules.zone(zone)).isInstanceOf(Problem.class);
    }
}
