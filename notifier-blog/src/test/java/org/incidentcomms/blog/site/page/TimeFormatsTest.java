package org.incidentcomms.blog.site.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.incidentcomms.kit.wording.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFormatsTest {
    private final TimeFormats clock = in(Language.ENGLISH);

    private static TimeFormats in(Language language) {
        return new TimeFormats(ZoneId.of("America/Los_Angeles"), Site.WORDS.in(language));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GERMAN | 2. Feb. 2015, 17:30 Uhr | 3 Stunden 20 Minuten | 1 Std. 12 Min. | 99,98 %",
                "FRENCH | 2 févr. 2015, 17:30 | 3 heures 20 minutes | 1 h 12 min | 99,98 %",
                "SPANISH | 2 feb 2015, 17:30 | 3 horas 20 minutos | 1 h 12 min | 99,98 %",
                "JAPANESE | 2015年2月2日 17:30 | 3時間20分 | 1時間12分 | 99.98 %"
            })
    void eachLanguageHasItsForms(Language language, String moment, String length, String brief, String percent) {
        TimeFormats formats = in(language);

        assertThat(formats.moment(Instant.parse("2015-02-03T01:30:09Z")).text()).startsWith(moment + " ");
        assertThat(formats.length(Duration.ofMinutes(200))).isEqualTo(length);
        assertThat(formats.brief(Duration.ofMinutes(72))).isEqualTo(brief);
        assertThat(formats.percent(new BigDecimal("99.980"))).isEqualTo(percent);
    }

    @Test
    void aYearIsToldWhereItIsNotThisOne() {
        LocalDate eve = LocalDate.parse("2025-12-31");

        assertThat(clock.shortly(eve, eve)).isEqualTo("Dec 31");
        assertThat(clock.shortly(eve, eve.plusDays(1))).isEqualTo("Dec 31, 2025");
        assertThat(clock.day(eve, eve.plusDays(1))).isEqualTo("Wednesday, December 31, 2025");
    }

    @Test
    void aTimeIsToldInTheCompanysZoneWhichItNames() {
        assertThat(clock.moment(Instant.parse("2015-02-03T01:30:09Z")))
                .isEqualTo(new DisplayTime("2015-02-03T01:30:09Z", "Feb 2, 2015, 5:30 pm PST"));
        assertThat(clock.moment(Instant.parse("2017-08-05T17:00:00Z")).text()).isEqualTo("Aug 5, 2017, 10:00 am PDT");
    }

    @ParameterizedTest
    @CsvSource({
        "PT10S, 1 minute",
        "PT59M, 59 minutes",
        "PT1H, 1 hour",
        "PT3H20M, 3 hours 20 minutes",
        "PT30H, 1 day 6 hours",
        "P2D, 2 days"
    })
    void aLengthOfTimeIsToldInItsTwoLargestUnits(Duration length, String words) {
        assertThat(clock.length(length)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"PT1S, 1 min", "PT72M, 1 h 12 min", "PT9H, 9 h", "PT23H59M40S, 24 h", "PT25H, 25 h"})
    void aLengthOfTimeFitsIntoALine(Duration length, String words) {
        assertThat(clock.brief(length)).isEqualTo(words);
    }
}
