package org.incidentcomms.email.bounce;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The messages in {@code bounces/*.eml}: the first line says what they are expected to be, {@code {{bounce}}} stands for
 * the return path and {@code {{key}}} for the recipient key.
 */
record BounceSamples(String returnPath, String recipientKey) {
    /** What an expectation ends with if no signature names the recipient, so that the report changes nothing. */
    static final String UNSIGNED = ", unsigned";

    /** Names of the samples, sorted. */
    static Stream<String> names() {
        return Arrays.stream(Objects.requireNonNull(directory().toFile().list()))
                .sorted();
    }

    static String expectation(String name) {
        String text = latin1(name);
        return text.substring("Expect: ".length(), text.indexOf('\n')).strip();
    }

    MimeMessage message(String name) {
        return parse(raw(name));
    }

    /** The message, with CRLF. */
    String raw(String name) {
        String text = latin1(name);
        return text.substring(text.indexOf('\n') + 1)
                .replace("{{bounce}}", returnPath)
                .replace("{{key}}", recipientKey)
                .replace("\n", "\r\n");
    }

    static MimeMessage parse(String raw) {
        try {
            return new MimeMessage(null, new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String latin1(String name) {
        try {
            return Files.readString(directory().resolve(name), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        try {
            return Path.of(Objects.requireNonNull(BounceSamples.class.getResource("/bounces"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
