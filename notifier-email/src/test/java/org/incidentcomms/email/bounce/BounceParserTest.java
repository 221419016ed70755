package org.incidentcomms.email.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.incidentcomms.email.bounce.BounceReport.Bounced;
import org.incidentcomms.email.bounce.BounceReport.Complaint;
import org.incidentcomms.email.bounce.BounceReport.NoFailure;
import org.incidentcomms.email.bounce.BounceReport.Unknown;
import org.incidentcomms.email.subscriber.LinkTokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports in the forms of the servers that write them; what each must be is its first line. */
class BounceParserTest {
    private static final String KEY = "AbCdEfGhIjKlMnOpQrStUv";
    private static final LinkTokens LINKS = new LinkTokens(List.of("a-secret-for-tests-only"));
    private static final String RETURN_PATH = "bounces+" + LINKS.signReturnPath(KEY) + "@clicktime.example";

    private final BounceParser parser = new BounceParser("mail.clicktime.example", new ReturnPathTokens("bounces"));

    static Stream<String> samples() {
        return BounceSamples.names();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aReportIsWhatItSays(String name) {
        check(name, RETURN_PATH);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aReportToTheRecipientInOtherCaseIsTheSame(String name) {
        check(name, RETURN_PATH.toLowerCase(Locale.ROOT));
        check(name, RETURN_PATH.toUpperCase(Locale.ROOT));
    }

    @Test
    void thereAreEnoughSamples() {
        assertThat(samples()).hasSizeGreaterThan(60);
    }

    @Test
    void noBrokenMessageThrowsOrLoops() {
        Random random = new Random(7);
        BounceSamples samples = new BounceSamples(RETURN_PATH, KEY);
        for (String name : samples().toList()) {
            String raw = samples.raw(name);
            for (int i = 0; i < 20; i++) {
                int at = random.nextInt(raw.length());
                String cut = raw.substring(0, at);
                String flipped = cut + (char) random.nextInt(256) + raw.substring(at + 1);
                assertThat(parser.parse(BounceSamples.parse(cut))).isNotNull();
                assertThat(parser.parse(BounceSamples.parse(flipped))).isNotNull();
            }
        }
    }

    @Test
    void noMessageIsReadForLong() {
        int most = 1 << 20;
        String bounce = "From: MAILER-DAEMON@x.example\r\nTo: " + RETURN_PATH + "\r\nSubject: failure notice\r\n";
        String plain = bounce + "Content-Type: text/plain\r\n\r\n";
        String html = bounce + "Content-Type: text/html\r\n\r\n";
        String report = bounce + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n";
        String status = report + "--b\r\nContent-Type: message/delivery-status\r\n\r\n";
        List<String> texts = new ArrayList<>();
        for (String many : List.of("<!--", "<a", "<style>", "<", ">", "&", "&#", " ", "\n", ">\n", "-", "--\n")) {
            texts.add(html + many.repeat(most / many.length()));
            texts.add(plain + many.repeat(most / many.length()));
        }
        for (String many : List.of("a.", "a", "a@", "@", "_", "_a", "1", "1.", "exceed ", "no such ", "user ", "5.")) {
            texts.add(plain + many.repeat(most / many.length()));
            texts.add(status + "Diagnostic-Code: smtp; " + many.repeat(most / many.length()) + "\r\n--b--\r\n");
        }
        texts.add(plain + "n'a " + "pas pu ".repeat(most / 7));
        texts.add(plain + "<a." + "a".repeat(most));
        texts.add(status + "Action: failed\r\nStatus: 5.0.0\r\nFinal-Recipient: rfc822; a@b\r\n\r\n".repeat(most / 64)
                + "--b\r\nContent-Type: text/plain\r\n\r\n" + "x ".repeat(10_000) + "\r\n--b--\r\n");
        texts.add(status + "Action: failed\r\n\r\nFinal-Recipient: rfc822; a@b\r\nAction: failed\r\n\r\n"
                + "Final-Recipient: rfc822; c@d\r\nAction: failed\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
                + "To: " + "<".repeat(most) + "\r\n\r\nx\r\n--b--\r\n");

        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> parser.parse(BounceSamples.parse(text)), "text " + i);
        }
    }

    private void check(String name, String returnPath) {
        BounceReport report = parser.parse(new BounceSamples(returnPath, KEY).message(name));
        BouncedMail mail = mail(report);
        boolean signed = mail == null
                || mail.returnPathTokens().stream()
                        .anyMatch(token -> LINKS.verifyReturnPath(token)
                                .filter(KEY::equals)
                                .isPresent());
        assertThat(line(report) + (signed ? "" : BounceSamples.UNSIGNED)).isEqualTo(BounceSamples.expectation(name));
    }

    private static @Nullable BouncedMail mail(BounceReport report) {
        return switch (report) {
            case Bounced bounced -> bounced.mail();
            case Complaint complaint -> complaint.mail();
            case NoFailure none -> null;
            case Unknown unknown -> null;
        };
    }

    private static String line(BounceReport report) {
        return switch (report) {
            case Bounced bounced -> bounced.severity().wire() + " " + Objects.requireNonNullElse(bounced.status(), "-");
            case Complaint complaint -> "complaint";
            case NoFailure none -> "none " + none.kind().name().toLowerCase(Locale.ROOT);
            case Unknown unknown -> "unknown";
        };
    }
}
