package org.incidentcomms.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DemoScriptTest {

    @Test
    void theMaintenanceIsOnTheFirstSaturdayOfTheNextAugustInPacificDaylightTime() {
        assertThat(DemoScript.saturdayInAugust(LocalDate.of(2023, 2, 3))).isEqualTo(LocalDate.of(2023, 8, 5));
        assertThat(DemoScript.saturdayInAugust(LocalDate.of(2023, 8, 5))).isEqualTo(LocalDate.of(2024, 8, 3));
        assertThat(DemoScript.saturdayInAugust(LocalDate.of(2026, 12, 31)).getDayOfWeek())
                .isEqualTo(DayOfWeek.SATURDAY);
        assertThat(new DemoScript(name -> name).augustMaintenance(LocalDate.of(2023, 2, 3)))
                .containsEntry("starts_at", "2023-08-05T10:00:00-07:00")
                .containsEntry("ends_at", "2023-08-05T16:00:00-07:00")
                .containsEntry("time_zone", "America/Los_Angeles");
    }

    @Test
    void theFeedAndTheUpdateListAreNamedWhenTheSiteIsTakenDown() {
        String message =
                String.valueOf(new DemoScript(name -> name).siteTakenDown().get("message"));
        assertThat(message).contains("@clicktime", "update list");
    }
}
