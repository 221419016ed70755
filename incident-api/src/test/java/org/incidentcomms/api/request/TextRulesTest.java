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
    @ValueSource(strings = {"\u200b", "\u2060\u00a0", "\ufeff", "\u00ad", "\u3164", "\u2800", "\u0301", "\u202e\u200d"})
    void nothing_that_a_reader_sees_is_no_text(String text) {
        assertThat(TextRules.faultOfLine(text, 100)).isEqualTo("must have a visible character");
        assertThat(TextRules.faultOfProse(text, 100)).isEqualTo("must have a visible character");
        assertThat(TextRules.asLine(text, 100)).isEmpty();
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

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\r\nb", "a \t\u2028 b", " a\ud800b\u0007"})
    void of_a_machines_text_a_line_can_always_be_made(String text) {
        assertThat(TextRules.asLine(text, 100)).isEqualTo("a b");
    }

    @Test
    void of_a_machines_text_prose_can_always_be_made() {
        assertThat(TextRules.asProse("\u0000a\r\nb\u001b[31m\n\n", 100)).isEqualTo("a\nb [31m");
        assertThat(TextRules.asProse("\u0000", 100)).isEmpty();
    }

    @Test
    void what_is_too_long_is_cut_between_characters() {
        String cut = TextRules.asLine("🔥".repeat(11), 10);

        assertThat(cut).isEqualTo("🔥".repeat(9) + "…");
        assertThat(TextRules.faultOfLine(cut, 10)).isNull();
        assertThat(TextRules.asLine("🔥".repeat(10), 10)).isEqualTo("🔥".repeat(10));
    }

    @Test
    void stored_prose_has_line_feeds_only() {
        assertThat(TextRules.tidy("\r\na\r\nb\rc\n")).isEqualTo("a\nb\nc");
    }
}
