package org.incidentcomms.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowSentenceTest {
    private static final String PACIFIC = "America/Los_Angeles";
    private static final String CLICKTIMES_AUGUST =
            "Saturday, August 5th, between 10:00 am and 4:00 pm Pacific Daylight Time (GMT -07:00)";
    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void restoreTheJvm() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    @Test
    void clickTimesAugustWindowIsToldAsClickTimeToldIt() {
        assertThat(told("2023-08-05T17:00:00Z", "2023-08-05T23:00:00Z", PACIFIC))
                .isEqualTo(CLICKTIMES_AUGUST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Clocks go forward: 2:00 to 3:00 does not exist.
                "2023-03-12T09:00:00Z | 2023-03-12T11:00:00Z | Sunday, March 12th, between 1:00 am Pacific Standard"
                        + " Time (GMT -08:00) and 4:00 am Pacific Daylight Time (GMT -07:00)",
                "2023-03-12T09:59:00Z | 2023-03-12T10:00:00Z | Sunday, March 12th, between 1:59 am Pacific Standard"
                        + " Time (GMT -08:00) and 3:00 am Pacific Daylight Time (GMT -07:00)",
                "2023-03-12T10:30:00Z | 2023-03-12T12:00:00Z | Sunday, March 12th, between 3:30 am and 5:00 am Pacific"
                        + " Daylight Time (GMT -07:00)",
                // Clocks go back: 1:00 to 2:00 comes twice.
                "2023-11-05T07:30:00Z | 2023-11-05T10:00:00Z | Sunday, November 5th, between 12:30 am Pacific Daylight"
                        + " Time (GMT -07:00) and 2:00 am Pacific Standard Time (GMT -08:00)",
                "2023-11-05T08:30:00Z | 2023-11-05T09:30:00Z | Sunday, November 5th, between 1:30 am Pacific Daylight"
                        + " Time (GMT -07:00) and 1:30 am Pacific Standard Time (GMT -08:00)",
                "2023-11-05T09:00:00Z | 2023-11-05T09:30:00Z | Sunday, November 5th, between 1:00 am and 1:30 am"
                        + " Pacific Standard Time (GMT -08:00)",
                // Over midnight, and into the changed zone.
                "2023-03-12T06:00:00Z | 2023-03-12T13:00:00Z | from Saturday, March 11th, 10:00 pm Pacific Standard"
                        + " Time (GMT -08:00) to Sunday, March 12th, 6:00 am Pacific Daylight Time (GMT -07:00)"
            })
    void bothZonesAreNamedWhereTheClocksChangeWithinTheWindow(String start, String end, String sentence) {
        assertThat(told(start, end, PACIFIC)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Asia/Kolkata | 2023-08-05T17:00:00Z | 2023-08-05T18:00:00Z | Saturday, August 5th, between 10:30 pm"
                        + " and 11:30 pm India Standard Time (GMT +05:30)",
                "Australia/Lord_Howe | 2023-09-30T15:00:00Z | 2023-09-30T16:30:00Z | Sunday, October 1st, between"
                        + " 1:30 am Lord Howe Standard Time (GMT +10:30) and 3:30 am Lord Howe Daylight Time (GMT"
                        + " +11:00)",
                "UTC | 2023-08-05T17:00:00Z | 2023-08-05T23:00:00Z | Saturday, August 5th, between 5:00 pm and"
                        + " 11:00 pm Coordinated Universal Time (GMT +00:00)",
                "Z | 2023-08-05T17:00:00Z | 2023-08-05T23:00:00Z | Saturday, August 5th, between 5:00 pm and 11:00 pm"
                        + " Coordinated Universal Time (GMT +00:00)",
                "Europe/London | 2023-01-05T17:00:00Z | 2023-01-05T23:00:00Z | Thursday, January 5th, between 5:00 pm"
                        + " and 11:00 pm Greenwich Mean Time (GMT +00:00)",
                "Europe/London | 2023-08-05T17:00:00Z | 2023-08-05T22:00:00Z | Saturday, August 5th, between 6:00 pm"
                        + " and 11:00 pm British Summer Time (GMT +01:00)",
                "+05:30 | 2023-08-05T17:00:00Z | 2023-08-05T18:00:00Z | Saturday, August 5th, between 10:30 pm and"
                        + " 11:30 pm GMT +05:30",
                "UTC+3 | 2023-08-05T17:00:00Z | 2023-08-05T18:00:00Z | Saturday, August 5th, between 8:00 pm and"
                        + " 9:00 pm GMT +03:00"
            })
    void everyZoneIsToldByItsOwnName(String zone, String start, String end, String sentence) {
        assertThat(told(start, end, zone)).isEqualTo(sentence);
    }

    /** Each side of each edge: through it, in the hour that is skipped, from and in the hour that comes twice, overnight. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "America/Los_Angeles | 2027-03-14T09:00:00Z | 2027-03-14T11:00:00Z | Sunday, March 14th, between 1:00 am Pacific Standard Time (GMT -08:00) and 4:00 am Pacific Daylight Time (GMT -07:00)",
                "America/Los_Angeles | 2027-03-14T10:30:00Z | 2027-03-14T12:00:00Z | Sunday, March 14th, between 3:30 am and 5:00 am Pacific Daylight Time (GMT -07:00)",
                "America/Los_Angeles | 2027-11-07T08:30:00Z | 2027-11-07T09:30:00Z | Sunday, November 7th, between 1:30 am Pacific Daylight Time (GMT -07:00) and 1:30 am Pacific Standard Time (GMT -08:00)",
                "America/Los_Angeles | 2027-11-07T09:30:00Z | 2027-11-07T11:00:00Z | Sunday, November 7th, between 1:30 am and 3:00 am Pacific Standard Time (GMT -08:00)",
                "America/Los_Angeles | 2027-11-07T05:00:00Z | 2027-11-07T14:00:00Z | from Saturday, November 6th, 10:00 pm Pacific Daylight Time (GMT -07:00) to Sunday, November 7th, 6:00 am Pacific Standard Time (GMT -08:00)",
                "Australia/Adelaide | 2026-10-03T15:30:00Z | 2026-10-03T17:30:00Z | Sunday, October 4th, between 1:00 am Australian Central Standard Time (GMT +09:30) and 4:00 am Australian Central Daylight Time (GMT +10:30)",
                "Australia/Adelaide | 2026-10-03T16:30:00Z | 2026-10-03T17:30:00Z | Sunday, October 4th, between 3:00 am and 4:00 am Australian Central Daylight Time (GMT +10:30)",
                "Australia/Adelaide | 2026-04-04T15:30:00Z | 2026-04-04T18:00:00Z | Sunday, April 5th, between 2:00 am Australian Central Daylight Time (GMT +10:30) and 3:30 am Australian Central Standard Time (GMT +09:30)",
                "Australia/Adelaide | 2026-04-04T16:00:00Z | 2026-04-04T17:00:00Z | Sunday, April 5th, between 2:30 am Australian Central Daylight Time (GMT +10:30) and 2:30 am Australian Central Standard Time (GMT +09:30)",
                "Australia/Adelaide | 2026-04-04T11:30:00Z | 2026-04-04T20:30:00Z | from Saturday, April 4th, 10:00 pm Australian Central Daylight Time (GMT +10:30) to Sunday, April 5th, 6:00 am Australian Central Standard Time (GMT +09:30)",
                "Australia/Lord_Howe | 2026-10-03T15:00:00Z | 2026-10-03T16:00:00Z | Sunday, October 4th, between 1:30 am Lord Howe Standard Time (GMT +10:30) and 3:00 am Lord Howe Daylight Time (GMT +11:00)",
                "Australia/Lord_Howe | 2026-04-04T14:30:00Z | 2026-04-04T16:00:00Z | Sunday, April 5th, between 1:30 am Lord Howe Daylight Time (GMT +11:00) and 2:30 am Lord Howe Standard Time (GMT +10:30)",
                "Australia/Lord_Howe | 2026-04-04T14:45:00Z | 2026-04-04T15:15:00Z | Sunday, April 5th, between 1:45 am Lord Howe Daylight Time (GMT +11:00) and 1:45 am Lord Howe Standard Time (GMT +10:30)",
                "Australia/Lord_Howe | 2026-04-04T10:00:00Z | 2026-04-04T22:00:00Z | from Saturday, April 4th, 9:00 pm Lord Howe Daylight Time (GMT +11:00) to Sunday, April 5th, 8:30 am Lord Howe Standard Time (GMT +10:30)",
                "Asia/Kolkata | 2026-10-03T16:30:00Z | 2026-10-03T20:30:00Z | from Saturday, October 3rd, 10:00 pm to Sunday, October 4th, 2:00 am India Standard Time (GMT +05:30)",
                "Asia/Kathmandu | 2026-10-03T16:30:00Z | 2026-10-03T17:30:00Z | Saturday, October 3rd, between 10:15 pm and 11:15 pm Nepal Time (GMT +05:45)",
                "America/St_Johns | 2026-03-08T05:00:00Z | 2026-03-08T06:00:00Z | Sunday, March 8th, between 1:30 am Newfoundland Standard Time (GMT -03:30) and 3:30 am Newfoundland Daylight Time (GMT -02:30)"
            })
    void bothEdgesOfDaylightSavingAreToldInWholeAndHalfHourZones(
            String zone, String start, String end, String sentence) {
        assertThat(told(start, end, zone)).isEqualTo(sentence);
    }

    @Test
    void aWindowOverMidnightNamesBothDays() {
        assertThat(told("2023-08-06T05:00:00Z", "2023-08-06T09:00:00Z", PACIFIC))
                .isEqualTo("from Saturday, August 5th, 10:00 pm to Sunday, August 6th, 2:00 am Pacific Daylight Time"
                        + " (GMT -07:00)");
    }

    @Test
    void aWindowIntoTheNewYearNamesBothYears() {
        assertThat(told("2024-01-01T06:00:00Z", "2024-01-01T10:00:00Z", PACIFIC))
                .isEqualTo("from Sunday, December 31st, 2023, 10:00 pm to Monday, January 1st, 2024, 2:00 am Pacific"
                        + " Standard Time (GMT -08:00)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Half a year away, ahead and past.
                "2026-02-05T17:00:00Z | 2026-08-05T17:00:00Z | America/Los_Angeles | Wednesday, August 5th, between",
                "2026-02-04T17:00:00Z | 2026-08-05T17:00:00Z | America/Los_Angeles | Wednesday, August 5th, 2026, between",
                "2026-02-04T18:00:00Z | 2026-08-05T17:00:00Z | America/Los_Angeles | Wednesday, August 5th, between",
                "2026-12-01T17:00:00Z | 2026-02-02T17:00:00Z | America/Los_Angeles | Monday, February 2nd, 2026, between",
                // 300 and 400 days, within a year and over its end.
                "2026-01-05T17:00:00Z | 2026-11-01T17:00:00Z | America/Los_Angeles | Sunday, November 1st, 2026, between",
                "2022-10-09T17:00:01Z | 2023-08-05T17:00:00Z | America/Los_Angeles | Saturday, August 5th, 2023, between",
                "2026-02-02T17:00:00Z | 2027-03-09T17:00:00Z | America/Los_Angeles | Tuesday, March 9th, 2027, between",
                // New Year, by the clocks of the window's zone: 23:30 and 0:30 there.
                "2027-01-01T07:30:00Z | 2027-01-01T08:30:00Z | America/Los_Angeles | Friday, January 1st, 2027, between",
                "2027-01-01T08:00:00Z | 2027-01-01T08:30:00Z | America/Los_Angeles | Friday, January 1st, between",
                "2027-01-01T08:00:00Z | 2027-01-01T07:00:00Z | America/Los_Angeles | Thursday, December 31st, 2026, between",
                "2026-12-31T20:00:00Z | 2026-12-31T14:00:00Z | UTC | Thursday, December 31st, between",
                "2026-12-31T20:00:00Z | 2026-12-31T14:00:00Z | Asia/Tokyo | Thursday, December 31st, 2026, between",
                "2026-12-28T17:00:00Z | 2027-01-02T17:00:00Z | America/Los_Angeles | Saturday, January 2nd, 2027, between"
            })
    void theYearIsNamedWhereItIsAnotherOneOrHalfAYearAway(String now, String start, String zone, String told) {
        Instant startsAt = Instant.parse(start);
        Window window = new Window(startsAt, startsAt.plusSeconds(1_800), ZoneId.of(zone));

        assertThat(WindowSentence.of(window, Instant.parse(now))).startsWith(told);
        assertThat(WindowSentence.of(startsAt, ZoneId.of(zone), Instant.parse(now)))
                .startsWith(told.replace(", between", ", "));
    }

    @Test
    void aWindowWhoseEndIsInTheNextYearNamesBothYearsWheneverItIsTold() {
        Window window = window("2024-01-01T06:00:00Z", "2024-01-01T10:00:00Z", PACIFIC);

        for (String now : List.of("2023-12-20T00:00:00Z", "2024-01-01T09:00:00Z")) {
            assertThat(WindowSentence.of(window, Instant.parse(now)))
                    .startsWith("from Sunday, December 31st, 2023, 10:00 pm to Monday, January 1st, 2024, 2:00 am ");
        }
    }

    @Test
    void noonAndMidnightAreTwelve() {
        assertThat(told("2023-08-05T00:00:00Z", "2023-08-05T12:00:00Z", "UTC"))
                .startsWith("Saturday, August 5th, between 12:00 am and 12:00 pm ");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1st",
        "2, 2nd",
        "3, 3rd",
        "4, 4th",
        "10, 10th",
        "11, 11th",
        "12, 12th",
        "13, 13th",
        "14, 14th",
        "20, 20th",
        "21, 21st",
        "22, 22nd",
        "23, 23rd",
        "24, 24th",
        "30, 30th",
        "31, 31st"
    })
    void daysHaveTheirEndings(int day, String ordinal) {
        Instant noon = LocalDate.of(2023, 1, day).atTime(12, 0).toInstant(ZoneOffset.UTC);

        assertThat(WindowSentence.of(noon, ZoneOffset.UTC, noon)).contains("January " + ordinal + ", 12:00 pm");
    }

    @Test
    void aMomentIsToldInTheZoneAskedFor() {
        Instant evening = Instant.parse("2015-02-03T01:30:00Z");

        assertThat(WindowSentence.of(evening, ZoneId.of(PACIFIC), evening))
                .isEqualTo("Monday, February 2nd, 5:30 pm Pacific Standard Time (GMT -08:00)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ar-EG-u-nu-arab",
                "th-TH-u-ca-buddhist-nu-thai",
                "de-DE",
                "tr-TR",
                "fa-IR",
                "ja-JP-u-ca-japanese"
            })
    void theJvmsOwnLocaleAndZoneDoNotShow(String tag) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));

        assertThat(told("2023-08-05T17:00:00Z", "2023-08-05T23:00:00Z", PACIFIC))
                .isEqualTo(CLICKTIMES_AUGUST)
                .matches("\\p{ASCII}+");
    }

    private static String told(String start, String end, String zone) {
        Window window = window(start, end, zone);
        return WindowSentence.of(window, window.startsAt());
    }

    private static Window window(String start, String end, String zone) {
        return new Window(Instant.parse(start), Instant.parse(end), ZoneId.of(zone));
    }
}
