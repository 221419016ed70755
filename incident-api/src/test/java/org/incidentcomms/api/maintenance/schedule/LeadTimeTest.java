package org.incidentcomms.api.maintenance.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeadTimeTest {
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    @ParameterizedTest
    @CsvSource({"P1D, PT24H", "PT1H, PT1H", "P1DT12H, PT36H", "P1W, PT168H", "PT90M, PT90M", "P0D, PT0S"})
    void an_iso_duration_is_as_long_as_it_says(String text, Duration length) {
        assertThat(LeadTime.of(text).nominal()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "PT",
                "1D",
                "P1M",
                "P1Y",
                "-P1D",
                "P-1D",
                "PT-5M",
                "PT1D",
                "P1H",
                "xT1H",
                "P1DT",
                "1 day",
                "P99999999999999D",
                "PT99999999999999999999H",
                "P1DT9223372036854775807S"
            })
    void what_is_no_time_ahead_is_refused(String text) {
        assertThatThrownBy(() -> LeadTime.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_day_before_is_the_same_time_on_the_clock_and_24_hours_before_is_not() {
        Instant sundayAtTen = Instant.parse("2027-03-14T17:00:00Z");

        assertThat(LeadTime.of("P1D").before(sundayAtTen, PACIFIC)).isEqualTo(Instant.parse("2027-03-13T18:00:00Z"));
        assertThat(LeadTime.of("PT24H").before(sundayAtTen, PACIFIC)).isEqualTo(Instant.parse("2027-03-13T17:00:00Z"));
    }
}
