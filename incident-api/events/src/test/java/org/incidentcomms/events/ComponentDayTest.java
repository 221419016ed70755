package org.incidentcomms.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComponentDayTest {
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
    private static final long HOUR = 3_600;

    @Test
    void an_outage_over_midnight_counts_on_both_days_of_the_companys_zone() {
        List<ComponentDay> days = ComponentDay.of(
                List.of(
                        change("2026-02-01T00:00:00-08:00", ComponentStatus.OPERATIONAL),
                        change("2026-02-02T22:00:00-08:00", ComponentStatus.MAJOR_OUTAGE),
                        change("2026-02-03T01:00:00-08:00", ComponentStatus.PARTIAL_OUTAGE),
                        change("2026-02-03T03:00:00-08:00", ComponentStatus.OPERATIONAL)),
                3,
                PACIFIC,
                at("2026-02-04T12:00:00-08:00"));

        assertThat(days).extracting(ComponentDay::date).first().isEqualTo(LocalDate.parse("2026-02-02"));
        assertThat(days.get(0).seconds()).isEqualTo(new StatusDurations(22 * HOUR, 0, 0, 2 * HOUR, 0));
        assertThat(days.get(0).seconds().uptimePercent()).isEqualTo("91.66");
        assertThat(days.get(1).seconds()).isEqualTo(new StatusDurations(21 * HOUR, 0, 2 * HOUR, HOUR, 0));
        assertThat(days.get(1).seconds().uptimePercent())
                .as("an hour in full, two hours by 30 %")
                .isEqualTo("93.33");
        assertThat(days.get(2).seconds()).as("today until now").isEqualTo(new StatusDurations(12 * HOUR, 0, 0, 0, 0));
        assertThat(days.get(2).seconds().uptimePercent()).isEqualTo("100.00");
        assertThat(StatusDurations.of(days).uptimePercent()).isEqualTo("94.00");
    }

    @Test
    void the_day_the_clocks_go_forward_has_23_hours_and_the_day_they_go_back_25() {
        List<ComponentState> down = List.of(change("2026-01-01T00:00:00Z", ComponentStatus.MAJOR_OUTAGE));

        assertThat(seconds(down, "2026-03-08", "2026-03-09T12:00:00-07:00", PACIFIC))
                .isEqualTo(new StatusDurations(0, 0, 0, 23 * HOUR, 0));
        assertThat(seconds(down, "2026-11-01", "2026-11-02T12:00:00-08:00", PACIFIC))
                .isEqualTo(new StatusDurations(0, 0, 0, 25 * HOUR, 0));
        assertThat(seconds(down, "2026-10-04", "2026-10-06T00:00:00Z", ZoneId.of("Australia/Lord_Howe")))
                .as("where they go by half an hour")
                .isEqualTo(new StatusDurations(0, 0, 0, 23 * HOUR + HOUR / 2, 0));
    }

    @Test
    void an_hour_of_outage_in_the_hour_that_comes_twice_is_an_hour() {
        List<ComponentState> changes = List.of(
                change("2026-10-01T00:00:00Z", ComponentStatus.OPERATIONAL),
                change("2026-11-01T01:30:00-07:00", ComponentStatus.MAJOR_OUTAGE),
                change("2026-11-01T01:30:00-08:00", ComponentStatus.OPERATIONAL));

        assertThat(seconds(changes, "2026-11-01", "2026-11-03T00:00:00-08:00", PACIFIC))
                .isEqualTo(new StatusDurations(24 * HOUR, 0, 0, HOUR, 0));
    }

    @Test
    void degraded_performance_and_maintenance_are_up() {
        List<ComponentDay> days = ComponentDay.of(
                List.of(
                        change("2026-02-01T00:00:00-08:00", ComponentStatus.DEGRADED_PERFORMANCE),
                        change("2026-02-01T12:00:00-08:00", ComponentStatus.UNDER_MAINTENANCE)),
                1,
                PACIFIC,
                at("2026-02-01T18:00:00-08:00"));

        assertThat(days.getFirst().seconds()).isEqualTo(new StatusDurations(0, 12 * HOUR, 0, 0, 6 * HOUR));
        assertThat(StatusDurations.of(days).uptimePercent()).isEqualTo("100.00");
    }

    @Test
    void before_a_component_was_there_it_was_neither_up_nor_down() {
        List<ComponentDay> days = ComponentDay.of(
                List.of(change("2026-02-02T06:00:00-08:00", ComponentStatus.OPERATIONAL)),
                3,
                PACIFIC,
                at("2026-02-03T00:00:00-08:00"));

        assertThat(days.get(0).seconds().uptimePercent()).isNull();
        assertThat(days.get(1).seconds()).isEqualTo(new StatusDurations(18 * HOUR, 0, 0, 0, 0));
        assertThat(days.get(2).seconds().uptimePercent())
                .as("a day that begins now")
                .isNull();
    }

    @Test
    void a_second_of_outage_in_a_day_is_not_rounded_away() {
        List<ComponentDay> days = ComponentDay.of(
                List.of(
                        change("2026-02-01T00:00:00-08:00", ComponentStatus.OPERATIONAL),
                        change("2026-02-01T10:00:00-08:00", ComponentStatus.MAJOR_OUTAGE),
                        change("2026-02-01T10:00:01-08:00", ComponentStatus.OPERATIONAL)),
                1,
                PACIFIC,
                at("2026-02-01T23:59:59-08:00"));

        assertThat(StatusDurations.of(days).uptimePercent()).isEqualTo(new BigDecimal("99.99"));
    }

    @Test
    void whatever_happens_the_seconds_of_past_days_add_up_to_the_days() {
        Random random = new Random(7);
        Instant now = at("2026-12-01T00:00:00-08:00");
        for (int round = 0; round < 50; round++) {
            List<ComponentState> changes = new ArrayList<>();
            changes.add(new ComponentState(ComponentStatus.OPERATIONAL, at("2025-01-01T00:00:00Z")));
            random.longs(40, at("2025-10-01T00:00:00Z").toEpochMilli(), now.toEpochMilli())
                    .sorted()
                    .forEach(time -> changes.add(new ComponentState(
                            ComponentStatus.values()[random.nextInt(ComponentStatus.values().length)],
                            Instant.ofEpochMilli(time))));

            for (ComponentDay day : ComponentDay.of(changes, 366, PACIFIC, now)) {
                StatusDurations s = day.seconds();
                long expected = day.date().equals(LocalDate.parse("2026-12-01"))
                        ? 0
                        : day.date().plusDays(1).atStartOfDay(PACIFIC).toEpochSecond()
                                - day.date().atStartOfDay(PACIFIC).toEpochSecond();
                assertThat(s.known()).as(day.date().toString()).isEqualTo(expected);
            }
        }
    }

    @Test
    void clocksThatDisagreeCountNoSecondTwice() {
        List<ComponentDay> days = ComponentDay.of(
                List.of(
                        change("2026-02-01T00:00:00-08:00", ComponentStatus.OPERATIONAL),
                        change("2026-02-01T20:00:00-08:00", ComponentStatus.MAJOR_OUTAGE),
                        change("2026-02-01T10:00:00-08:00", ComponentStatus.PARTIAL_OUTAGE),
                        change("2026-02-01T21:00:00-08:00", ComponentStatus.OPERATIONAL),
                        change("2026-02-09T00:00:00-08:00", ComponentStatus.MAJOR_OUTAGE)),
                2,
                PACIFIC,
                at("2026-02-02T12:00:00-08:00"));

        assertThat(days.get(0).seconds()).isEqualTo(new StatusDurations(23 * HOUR, 0, HOUR, 0, 0));
        assertThat(days.get(1).seconds()).as("what is to come").isEqualTo(new StatusDurations(12 * HOUR, 0, 0, 0, 0));
    }

    @Test
    void nothingIsKnownOfWhatHasNoHistory() {
        List<ComponentDay> days = ComponentDay.of(List.of(), 3, PACIFIC, at("2026-02-04T12:00:00-08:00"));

        assertThat(days).hasSize(3).allMatch(day -> day.seconds().known() == 0);
        assertThat(StatusDurations.of(days).uptimePercent()).isNull();
    }

    private static StatusDurations seconds(List<ComponentState> changes, String day, String now, ZoneId zone) {
        return ComponentDay.of(changes, 5, zone, at(now)).stream()
                .filter(counted -> counted.date().equals(LocalDate.parse(day)))
                .findFirst()
                .orElseThrow()
                .seconds();
    }

    private static ComponentState change(String time, ComponentStatus status) {
        return new ComponentState(status, at(time));
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
