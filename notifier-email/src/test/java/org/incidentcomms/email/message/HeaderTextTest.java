package org.incidentcomms.email.message;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ClickTime] Performance back to normal",
                "[ClickTime] Störung – Überblick über alles, was heute Morgen schiefging, und was wir daraus lernen",
                "looks =?UTF-8?B?encoded?= but is not",
                "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
                "a subject in plain letters that is longer than one line may be and therefore has to be folded somewhere"
            })
    void anotherDecoderReadsTheSameTextFromShortLines(String text) throws Exception {
        String header = HeaderText.encode("Subject", text);

        assertThat(MimeUtility.decodeText(MimeUtility.unfold(header))).isEqualTo(text);
        assertThat(("Subject: " + header).split("\r\n", -1))
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(78).matches("[\\x20-\\x7e]+"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "harmless\r\nBcc: victim@example.com",
                "harmless\nBcc: victim@example.com",
                "harmless\rBcc: victim@example.com",
                "harmless\u0000Bcc: x",
                "harmless\u2028Bcc: x",
                "harmless\u2029Bcc: x",
                "harmless\u0085Bcc: x",
                "low byte CR \u760dBcc: x",
                "low byte LF \u760aBcc: x",
                "harmless\u000b\u000cBcc: x"
            })
    void nothingEndsTheHeader(String text) {
        String header = HeaderText.encode("Subject", text);

        assertThat(header.replace("\r\n ", "")).matches("[\\x20-\\x7e]+");
        assertThat(header).doesNotContain("\r\nB").doesNotContain("\nB");
    }

    @Test
    void aWordLongerThanAnyLineMayBeIsStillFolded() {
        String header = HeaderText.encode("Subject", "x".repeat(2000));

        assertThat(header.split("\r\n", -1)).allSatisfy(line -> assertThat(line).hasSizeLessThan(900));
    }
}
