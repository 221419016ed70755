package org.incidentcomms.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "30, 2026-11-22T12:00:30Z",
        "' 30 ', 2026-11-22T12:00:30Z",
        "0, 2026-11-22T12:00:01Z",
        "86400, 2026-11-23T12:00:00Z",
        "999999999, 2026-11-23T13:00:00Z",
        "9223372036854775807, 2026-11-23T13:00:00Z",
        "99999999999999999999999999, 2026-11-23T13:00:00Z",
        "'Sun, 22 Nov 2026 12:10:00 GMT', 2026-11-22T12:10:00Z",
        "'Sun, 22 Nov 2026 11:00:00 GMT', 2026-11-22T12:00:01Z",
        "'Mon, 22 Nov 2027 12:00:00 GMT', 2026-11-23T13:00:00Z"
    })
    void seconds_and_dates_are_understood_and_bounded(String value, Instant at) {
        assertThat(RetryAfter.of(Replies.reply(429, "", "Retry-After", value), NOW))
                .contains(at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "2026-11-22T12:10:00Z", "Sun, 99 Nov 2026 12:10:00 GMT"})
    void anything_else_says_nothing(String value) {
        assertThat(RetryAfter.of(Replies.reply(503, "", "retry-after", value), NOW))
                .isEmpty();
    }

    @Test
    void without_the_header_there_is_nothing() {
        assertThat(RetryAfter.of(Replies.reply(503, ""), NOW)).isEmpty();
    }
}
