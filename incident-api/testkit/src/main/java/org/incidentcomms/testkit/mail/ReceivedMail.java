package org.incidentcomms.testkit.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A message the server answered 250 for, one per envelope recipient.
 *
 * @param recipient the address of RCPT TO, which may be in no header
 * @param sender the address of MAIL FROM, empty for the null sender
 */
public record ReceivedMail(String recipient, String sender, MimeMessage message, Instant receivedAt) {

    /** The decoded subject, empty if there is none. */
    public String subject() {
        try {
            return Optional.ofNullable(message.getSubject()).orElse("");
        } catch (MessagingException e) {
            throw new IllegalStateException("unreadable subject", e);
        }
    }

    /** The unfolded values of a header, in order. */
    public List<String> headers(String name) {
        try {
            String[] values = message.getHeader(name);
            return values == null
                    ? List.of()
                    : Arrays.stream(values)
                            .map(jakarta.mail.internet.MimeUtility::unfold)
                            .toList();
        } catch (MessagingException e) {
            throw new IllegalStateException("unreadable header " + name, e);
        }
    }

    /** The only value of a header; empty if it is absent, an exception if it occurs more than once. */
    public String header(String name) {
        List<String> values = headers(name);
        if (values.size() > 1) {
            throw new IllegalStateException("header occurs " + values.size() + " times: " + name);
        }
        return values.isEmpty() ? "" : values.getFirst();
    }

    /** The decoded text/plain part, empty if there is none. */
    public String text() {
        return part("text/plain");
    }

    /** The decoded text/html part, empty if there is none. */
    public String html() {
        return part("text/html");
    }

    private String part(String type) {
        try {
            return find(message, type).orElse("");
        } catch (MessagingException e) {
            throw new IllegalStateException("unreadable message", e);
        } catch (IOException e) {
            throw new UncheckedIOException("unreadable message", e);
        }
    }

    private static Optional<String> find(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return Optional.of(String.valueOf(part.getContent()));
        }
        if (part.isMimeType("multipart/*")) {
            Multipart parts = (Multipart) part.getContent();
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                Optional<String> found = find(inner, type);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
