package org.incidentcomms.testkit.mail;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A message of the archive with everything the pages show. */
record StoredMail(String id, ReceivedMail mail, List<Field> fields, String source) {

    /** One for all: creating a session searches the whole class path for mail providers. */
    private static final Session SESSION = Session.getInstance(settings());

    /** A header, unfolded and decoded. */
    record Field(String name, String value) {}

    static StoredMail parse(String id, byte[] source) {
        try {
            MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(source));
            List<Field> fields = Collections.list(message.getAllHeaders()).stream()
                    .map((Header header) -> new Field(header.getName(), decoded(header.getValue())))
                    .toList();
            String recipient = first(fields, "Delivered-To");
            String sender = first(fields, "Return-Path").replaceAll("[<>]", "");
            Instant receivedAt = Instant.ofEpochMilli(Long.parseLong(id.substring(0, 13)));
            String text = new String(source, StandardCharsets.UTF_8);
            return new StoredMail(id, new ReceivedMail(recipient, sender, message, receivedAt), fields, text);
        } catch (MessagingException e) {
            throw new IllegalStateException("unreadable message " + id, e);
        }
    }

    /** The decoded value of the first header of this name; empty if absent. */
    String header(String name) {
        return first(fields, name);
    }

    /** The message ids this one references, oldest first. */
    List<String> references() {
        return Arrays.stream(header("References").split("\\s+", -1))
                .filter(reference -> !reference.isEmpty())
                .toList();
    }

    /** The file's content without the header added by the archive. */
    String raw() {
        return source.substring(source.indexOf('\n') + 1);
    }

    private static Properties settings() {
        Properties properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", "true");
        return properties;
    }

    static String decoded(@Nullable String value) {
        if (value == null) {
            return "";
        }
        String unfolded = MimeUtility.unfold(value);
        try {
            return MimeUtility.decodeText(unfolded);
        } catch (UnsupportedEncodingException e) {
            return unfolded;
        }
    }

    private static String first(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst()
                .orElse("");
    }
}
