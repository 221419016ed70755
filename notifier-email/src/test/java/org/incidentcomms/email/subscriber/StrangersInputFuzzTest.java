package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.incidentcomms.email.subscriber.LinkTokens.Purpose;
import org.junit.jupiter.api.Test;

/** What the subscription forms and mailed links hand on: addresses and tokens, altered by chance from a fixed seed. */
class StrangersInputFuzzTest {
    private static final String KEY = "AbCdEfGhIjKlMnOpQrStUv";
    private static final LinkTokens TOKENS =
            new LinkTokens(List.of("a-secret-for-tests-only", "an-older-secret-for-tests"));
    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "0",
            ".",
            "..",
            "@",
            "+",
            "-",
            "_",
            "\"",
            "'",
            "<",
            ">",
            "(",
            ")",
            ",",
            ";",
            ":",
            "\\",
            "[",
            "]",
            "%",
            "\r\n",
            "\n",
            "\t",
            " ",
            "\0",
            "\u00a0",
            "\u200b",
            "\u202e",
            "\u010a",
            "\u560d",
            "ß",
            "ü",
            "İ",
            "ı",
            "\ud83d\ude00",
            "\ud800",
            "xn--",
            "example",
            ".com",
            "localhost",
            "127.0.0.1",
            "a".repeat(65),
            "RCPT TO:");

    private final SplittableRandom random = new SplittableRandom(20261129);

    @Test
    void an_address_is_refused_or_can_end_no_header_and_no_command() {
        int accepted = 0;
        for (int i = 0; i < 60_000; i++) {
            String typed = i % 3 == 0 ? altered("some.one+tag@mail.example.com") : joined();
            try {
                String value = EmailAddress.parse(typed).value();
                accepted++;
                assertThat(value)
                        .as(typed)
                        .matches("[!-~]{1,64}@[A-Za-z0-9.-]{3,253}")
                        .hasSizeLessThanOrEqualTo(254);
                assertThat(EmailAddress.parse(value).value()).isEqualTo(value);
            } catch (InvalidAddressException e) {
                assertThat(e.getMessage()).as(typed).matches("[\\x20-\\x7e…]+");
            }
        }
        assertThat(accepted).isGreaterThan(1000);
    }

    @Test
    void no_altered_token_is_genuine() {
        for (Purpose purpose : Purpose.values()) {
            String token = TOKENS.sign(purpose, KEY);
            assertThat(TOKENS.verify(token, purpose)).contains(KEY);
            for (int i = 0; i < 3000; i++) {
                String other = altered(token);
                assertThat(TOKENS.verify(other, purpose).isEmpty() || other.equals(token))
                        .as(other)
                        .isTrue();
            }
        }
        String returnPath = TOKENS.signReturnPath(KEY);
        for (int i = 0; i < 3000; i++) {
            String other = altered(returnPath);
            assertThat(TOKENS.verifyReturnPath(other).isEmpty()
                            || other.toLowerCase(Locale.ROOT).equals(returnPath))
                    .as(other)
                    .isTrue();
        }
    }

    private String joined() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(1, 9); i > 0; i--) {
            text.append(piece());
        }
        return text.toString();
    }

    /** One place replaced, removed, doubled, or cut off behind. */
    private String altered(String text) {
        int at = random.nextInt(text.length());
        String before = text.substring(0, at);
        return switch (random.nextInt(4)) {
            case 0 -> before + piece() + text.substring(at + 1);
            case 1 -> before + text.substring(at + 1);
            case 2 -> before + text.charAt(at) + text.substring(at);
            default -> before;
        };
    }

    private String piece() {
        return PIECES.get(random.nextInt(PIECES.size()));
    }
}
