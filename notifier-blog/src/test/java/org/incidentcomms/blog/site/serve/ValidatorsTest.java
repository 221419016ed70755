package org.incidentcomms.blog.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorsTest {
    private static final Validators VALIDATORS = new Validators("\"abc-br\"", Instant.parse("2026-03-10T18:05:30Z"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"abc-br\" | | true",
                "W/\"abc-br\" | | true",
                "\"x\", \"abc-br\" | | true",
                "* | | true",
                "\"abc\" | | false",
                "\"x\" | Tue, 10 Mar 2026 18:05:30 GMT | false",
                " | Tue, 10 Mar 2026 18:05:30 GMT | true",
                " | Tue, 10 Mar 2026 18:05:29 GMT | false",
                " | yesterday | false",
                " | | false"
            })
    void aCopyIsCurrentByItsTagOrElseByItsDate(@Nullable String tags, @Nullable String date, boolean current) {
        assertThat(VALIDATORS.areCurrent(tags, date)).isEqualTo(current);
    }

    @Test
    void aDayHasTwoDigitsInADateOfHttp() {
        Validators early = new Validators("\"abc\"", Instant.parse("2026-03-01T08:05:30Z"));

        assertThat(early.httpDate()).isEqualTo("Sun, 01 Mar 2026 08:05:30 GMT");
        assertThat(early.areCurrent(null, early.httpDate())).isTrue();
    }
}
