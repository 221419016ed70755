package org.incidentcomms.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\rBcc: x",
                "a\tb",
                "a\u0000b",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "a\u007fb",
                "\ud800",
                " ",
                "\u3000"
            })
    void none_of_these_is_one_line(String text) {
        assertThat(TextRules.faultOfLine(text, 100)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Feb. 2", "障害のお知らせ", "🔥 Ärger – “jetzt”", "e\u0301"})
    void these_are(String text) {
        assertThat(TextRules.faultOfLine(text, 100)).isNull();
    }

    @Test
    void prose_has_lines_and_tabs_but_no_bells() {
        assertThat(TextRules.faultOfProse("a\r\nb\tc", 100)).isNull();
        assertThat(TextRules.faultOfProse("a\u0007", 100)).isNotNull();
    }

    @Test
    void length_counts_what_people_would_call_characters_of_unicode() {
        assertThat(TextRules.faultOfLine("🔥".repeat(10), 10)).isNull();
        assertThat(TextRules.faultOfLine("🔥".repeat(11), 10)).isNotNull();
    }

    @Test
    void stored_prose_has_line_feeds_only() {
        assertThat(TextRules.tidy("\r\na\r\nb\rc\n")).isEqualTo("a\nb\nc");
    }
}
