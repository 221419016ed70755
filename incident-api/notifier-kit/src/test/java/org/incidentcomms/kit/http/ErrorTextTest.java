package org.incidentcomms.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | The chat answered 400",
                "{} | The chat answered 400",
                "[1] | The chat answered 400",
                "{\"title\":\"Bad\",\"detail\":\"No room\"} | The chat answered 400: No room",
                "{\"code\":\"rest\",\"message\":\"Not you\"} | The chat answered 400: Not you",
                "{\"ok\":false,\"error\":\"no_text\"} | The chat answered 400: no_text",
                "{\"error\":{\"code\":7}} | The chat answered 400",
                "invalid_payload | The chat answered 400: invalid_payload",
                "<html><head><title>502 Bad Gateway</title></head></html> | The chat answered 400: 502 Bad Gateway",
                "<html><body>nothing to see</body></html> | The chat answered 400"
            })
    void one_line_says_what_the_remote_side_says(String body, String line) {
        assertThat(ErrorText.of("The chat", Replies.reply(400, body))).isEqualTo(line);
    }

    @Test
    void the_line_is_short_and_printable() {
        String line = ErrorText.of("X", Replies.reply(503, "long ".repeat(200) + "\n\u202Ex\u0000"));

        assertThat(line)
                .startsWith("X answered 503: long long")
                .hasSizeLessThan(280)
                .doesNotContain("\n", "\u202E");
        assertThat(ErrorText.of("X", Replies.reply(503, "a\n\u202Eb\tc"))).isEqualTo("X answered 503: a b c");
    }
}
