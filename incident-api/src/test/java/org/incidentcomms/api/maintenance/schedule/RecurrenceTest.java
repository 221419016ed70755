package org.incidentcomms.api.maintenance.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.events.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
    private static final LocalDateTime SATURDAY = LocalDateTime.parse("2027-02-06T22:00");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=MONTHLY;BYDAY=1SA          | 2027-03-06T22:00 2027-04-03T22:00 2027-05-01T22:00",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA | 2027-02-20T22:00 2027-03-06T22:00 2027-03-20T22:00",
                "FREQ=DAILY;COUNT=3              | 2027-02-07T22:00 2027-02-08T22:00",
                "FREQ=WEEKLY;UNTIL=20270220T220000  | 2027-02-13T22:00 2027-02-20T22:00",
                "FREQ=WEEKLY;UNTIL=20270221T060000Z | 2027-02-13T22:00 2027-02-20T22:00",
                "FREQ=WEEKLY;UNTIL=20270221T055959Z | 2027-02-13T22:00",
                "FREQ=WEEKLY;UNTIL=20270220         | 2027-02-13T22:00 2027-02-20T22:00",
                "FREQ=YEARLY;COUNT=1             |"
            })
    void a_rule_goes_on_as_it_says(String rule, String dates) {
        List<String> next = new ArrayList<>();
        Optional<LocalDateTime> date = Optional.of(SATURDAY);
        while (next.size() < 3) {
            date = Recurrence.of(rule, SATURDAY, PACIFIC).next(date.orElseThrow());
            if (date.isEmpty()) {
                break;
            }
            next.add(date.get().toString());
        }

        assertThat(String.join(" ", next)).isEqualTo(dates == null ? "" : dates);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "monthly",
                "FREQ=",
                "FREQ=SOMETIMES",
                "BYDAY=1SA",
                "FREQ=HOURLY",
                "FREQ=SECONDLY",
                "FREQ=DAILY;BYHOUR=1,2",
                "FREQ=DAILY;BYMINUTE=1",
                "FREQ=DAILY;INTERVAL=0",
                "FREQ=DAILY;INTERVAL=99999999999",
                "FREQ=DAILY;COUNT=0",
                "FREQ=DAILY;COUNT=2;UNTIL=20280101",
                "FREQ=WEEKLY;UNTIL=tomorrow",
                "FREQ=WEEKLY;BYDAY=XX",
                "FREQ=WEEKLY;BYDAY=SU",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=DAILY;UNTIL=20270101",
                "FREQ=DAILY;RDATE=20270101"
            })
    void what_is_no_rule_or_does_not_begin_with_the_first_date_is_refused(String rule) {
        assertThatThrownBy(() -> Recurrence.of(rule, SATURDAY, PACIFIC)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ten_at_night_stays_ten_at_night_when_the_clocks_change() {
        AutomationPlan.Series series =
                series("FREQ=MONTHLY;BYDAY=1SA", "2027-03-06T22:00", Duration.ofHours(6), PACIFIC);

        Window april = series.windowOf(series.next(Instant.MIN).orElseThrow());

        assertThat(april.startsAt()).isEqualTo(Instant.parse("2027-04-04T05:00:00Z"));
        assertThat(series.windowOf(LocalDateTime.parse("2027-03-06T22:00")).startsAt())
                .isEqualTo(Instant.parse("2027-03-07T06:00:00Z"));
    }

    @Test
    void an_occurrence_in_the_skipped_hour_is_later_by_it_and_one_in_the_doubled_hour_is_the_first() {
        AutomationPlan.Series daily = series("FREQ=DAILY", "2027-03-13T02:30", Duration.ofMinutes(45), PACIFIC);
        AutomationPlan.Series lordHowe =
                series("FREQ=DAILY", "2026-10-03T02:15", Duration.ofHours(1), ZoneId.of("Australia/Lord_Howe"));
        AutomationPlan.Series autumn = series("FREQ=DAILY", "2027-11-06T01:30", Duration.ofMinutes(45), PACIFIC);

        assertThat(daily.windowOf(daily.next(Instant.MIN).orElseThrow()))
                .isEqualTo(new Window(
                        Instant.parse("2027-03-14T10:30:00Z"), Instant.parse("2027-03-14T11:15:00Z"), PACIFIC));
        assertThat(daily.windowOf(LocalDateTime.parse("2027-03-15T02:30")).startsAt())
                .isEqualTo(Instant.parse("2027-03-15T09:30:00Z"));
        assertThat(lordHowe.windowOf(LocalDateTime.parse("2026-10-04T02:15")).startsAt())
                .isEqualTo(Instant.parse("2026-10-03T15:45:00Z"));
        assertThat(autumn.windowOf(autumn.next(Instant.MIN).orElseThrow()).startsAt())
                .isEqualTo(Instant.parse("2027-11-07T08:30:00Z"));
    }

    @Test
    void occurrences_that_have_passed_are_left_out() {
        AutomationPlan.Series series = series("FREQ=WEEKLY;COUNT=4", "2027-02-06T22:00", Duration.ofHours(6), PACIFIC);

        assertThat(series.next(Instant.parse("2027-02-16T00:00:00Z")))
                .contains(LocalDateTime.parse("2027-02-20T22:00"));
        assertThat(series.next(Instant.parse("2027-03-16T00:00:00Z"))).isEmpty();
        assertThat(series.asEnded().next(Instant.MIN)).isEmpty();
    }

    private static AutomationPlan.Series series(String rule, String first, Duration length, ZoneId zone) {
        LocalDateTime date = LocalDateTime.parse(first);
        return new AutomationPlan.Series("ser_1", rule, "P7D", date, date, length, zone, false);
    }
}
