package org.incidentcomms.blog.site.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFormatsTest {
    private final TimeFormats clock = new TimeFormats(ZoneId.of("America/Los_Angeles"));

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
        assertThat(TimeFormats.length(length)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"PT1S, 1 min", "PT72M, 1 h 12 min", "PT9H, 9 h", "PT23H59M40S, 24 h", "PT25H, 25 h"})
    void aLengthOfTimeFitsIntoALine(Duration length, String words) {
        assertThat(TimeFormats.brief(length)).isEqualTo(words);
    }
}
