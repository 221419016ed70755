package org.incidentcomms.email.bounce;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The parts of a message, sorted by what they are to a report. Whatever cannot be decoded is read as it stands; a broken
 * part hides no other one.
 */
final class ReportContent {
    private static final int DEEPEST = 8;
    private static final int MOST_PARTS = 100;
    private static final int MOST_BYTES = 1 << 20;
    private static final String DELIVERY_STATUS = "delivery-status";

    /** The text for people, one paragraph of it per part, HTML without its tags. */
    final StringBuilder text = new StringBuilder();
    /** Fields of delivery reports (RFC 3464), one group per message or recipient. */
    final List<Map<String, String>> deliveryStatus = new ArrayList<>();
    /** Fields of complaints (RFC 5965). */
    final List<Map<String, String>> feedback = new ArrayList<>();
    /** Whether it is a read receipt (RFC 8098). */
    boolean hasReadReceipt;
    /** The returned mail, or its headers, as text. */
    final List<String> returned = new ArrayList<>();
    /** Attached messages that are reports themselves. */
    final List<MimeMessage> attachedReports = new ArrayList<>();

    private int parts;

    static ReportContent of(Part message) {
        ReportContent content = new ReportContent();
        content.add(message, 0);
        return content;
    }

    private void add(Part part, int depth) {
        if (depth > DEEPEST || ++parts > MOST_PARTS) {
            return;
        }
        String type = type(part);
        if (type.startsWith("multipart/")) {
            addAll(part, depth);
        } else if (type.startsWith("message/") && type.endsWith(DELIVERY_STATUS)) {
            deliveryStatus.addAll(FieldGroups.read(decoded(part)));
        } else if (type.equals("message/feedback-report")) {
            feedback.addAll(FieldGroups.read(decoded(part)));
        } else if (type.equals("message/disposition-notification")) {
            hasReadReceipt = true;
        } else if (type.equals("message/rfc822") || type.equals("message/global")) {
            addMessage(part);
        } else if (type.startsWith("text/") && type.endsWith("headers") || type.equals("message/global-headers")) {
            returned.add(decoded(part));
        } else if (type.startsWith("text/") || type.isEmpty()) {
            addText(type, decoded(part));
        }
    }

    private void addAll(Part part, int depth) {
        try {
            if (part.getContent() instanceof Multipart multipart) {
                for (int i = 0; i < multipart.getCount(); i++) {
                    add(multipart.getBodyPart(i), depth + 1);
                }
                return;
            }
        } catch (IOException | MessagingException | RuntimeException e) {
            // a broken multipart is read as text
        }
        addText("text/plain", decoded(part));
    }

    private void addMessage(Part part) {
        String whole = decoded(part);
        try {
            MimeMessage attached =
                    new MimeMessage(null, new ByteArrayInputStream(whole.getBytes(StandardCharsets.UTF_8)));
            if (attached.getContentType().toLowerCase(Locale.ROOT).startsWith("multipart/report")) {
                attachedReports.add(attached);
                return;
            }
        } catch (MessagingException e) {
            // its text is good enough
        }
        returned.add(whole);
    }

    /** Some servers send the fields of a report as plain text. */
    private void addText(String type, String content) {
        String plain = type.equals("text/html") ? HtmlText.of(content) : content;
        String lower = content.toLowerCase(Locale.ROOT);
        if (lower.contains("\nfinal-recipient:") && (lower.contains("\naction:") || lower.contains("\nstatus:"))) {
            deliveryStatus.addAll(FieldGroups.read(content));
        }
        text.append(ReportText.clipped(plain, Math.max(0, ReportText.LONGEST - text.length())))
                .append("\n\n");
    }

    private static String type(Part part) {
        try {
            String[] headers = part.getHeader("Content-Type");
            if (headers == null) {
                return part instanceof MimeMessage ? "text/plain" : "";
            }
            String type = headers[0].toLowerCase(Locale.ROOT);
            int end = type.indexOf(';');
            return (end < 0 ? type : type.substring(0, end)).strip();
        } catch (MessagingException e) {
            return "";
        }
    }

    private static String decoded(Part part) {
        byte[] bytes = bytes(part);
        try {
            String name = new ContentType(part.getContentType()).getParameter("charset");
            return new String(bytes, name == null ? guess(bytes) : Charset.forName(MimeUtility.javaCharset(name)));
        } catch (MessagingException | IllegalArgumentException e) {
            return new String(bytes, guess(bytes));
        }
    }

    /** UTF-8 if it can be that, else the usual one of servers that name none. */
    private static Charset guess(byte[] bytes) {
        boolean isUtf8 = new String(bytes, StandardCharsets.UTF_8).indexOf('\ufffd') < 0;
        return isUtf8 ? StandardCharsets.UTF_8 : Charset.forName("windows-1252");
    }

    private static byte[] bytes(Part part) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (InputStream in = stream(part)) {
            copy(in, read);
        } catch (IOException | MessagingException | RuntimeException e) {
            // what was decoded until then
        }
        return read.toByteArray();
    }

    /** Jakarta Mail does not decode {@code message/*}, which must not be encoded (RFC 2045, 6.4) and is. */
    private static InputStream stream(Part part) throws IOException, MessagingException {
        String[] encoding = part.getHeader("Content-Transfer-Encoding");
        return encoding != null && type(part).startsWith("message/") && part instanceof MimeBodyPart body
                ? MimeUtility.decode(body.getRawInputStream(), encoding[0].strip())
                : part.getInputStream();
    }

    private static void copy(InputStream in, ByteArrayOutputStream out) throws IOException {
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0 && out.size() < MOST_BYTES; n = in.read(buffer)) {
            out.write(buffer, 0, n);
        }
    }

    /** The headers of the first returned mail; empty if the report has none. */
    InternetHeaders returnedHeaders() {
        InternetHeaders headers = new InternetHeaders();
        if (!returned.isEmpty()) {
            try {
                headers.load(new ByteArrayInputStream(returned.getFirst().getBytes(StandardCharsets.UTF_8)));
            } catch (MessagingException e) {
                return new InternetHeaders();
            }
        }
        return headers;
    }
}
