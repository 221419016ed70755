package org.incidentcomms.email.message;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedPrintableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "a = b",
                "trailing space \nand tab\t\nend ",
                "\n\n.\n..dots\nFrom here",
                "Grüße, 日本語, 😀 — and a line that is a good deal longer than the seventy-six characters of a line",
                "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
                "one\r\ntwo\rthree"
            })
    void anotherDecoderReadsTheSameText(String text) throws Exception {
        assertThat(decoded(encoded(text)))
                .isEqualTo(text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n"));
    }

    @Test
    void noLineIsLongerThan76OrBeginsWithADotOrFromWhateverTheText() throws Exception {
        Random random = new Random(20260202);
        String alphabet = "aF. rom=\n\tüé日😀From ";
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 300; i++) {
                int at = alphabet.offsetByCodePoints(0, random.nextInt(alphabet.codePointCount(0, alphabet.length())));
                text.appendCodePoint(alphabet.codePointAt(at));
            }
            String encoded = encoded(text.toString());

            assertThat(encoded.split("\r\n", -1))
                    .allSatisfy(line ->
                            assertThat(line).hasSizeLessThanOrEqualTo(76).matches("[\\x20-\\x7e\\t]*"))
                    .noneMatch(line -> line.startsWith(".") || line.startsWith("From ") || line.endsWith(" "));
            assertThat(decoded(encoded)).isEqualTo(text.toString().replace("\n", "\r\n"));
        }
    }

    private static String encoded(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new QuotedPrintable(out).write(text);
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static String decoded(String encoded) throws Exception {
        try (InputStream in = MimeUtility.decode(
                new ByteArrayInputStream(encoded.getBytes(StandardCharsets.US_ASCII)), "quoted-printable")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
