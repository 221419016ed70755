package org.incidentcomms.email.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.incidentcomms.email.message.MimeTemplate.Gap;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.service.digest.Sha256;

/**
 * Writes a message as MIME: the headers that list mail needs (RFC 2369, 2919, 3834, 8058) and two alternatives, text
 * first. Everything is 7-bit, so no relay has to re-encode it, which would break a signature.
 */
final class MimeWriter {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);
    private static final String CRLF = "\r\n";

    private final MailSettings settings;
    private final Company company;
    private final Map<String, Gap> placeholders;
    private final DkimSigner signer;

    /** @param placeholders in the texts, each with what it stands for */
    MimeWriter(MailSettings settings, Company company, Map<String, Gap> placeholders, DkimSigner signer) {
        this.settings = settings;
        this.company = company;
        this.placeholders = placeholders;
        this.signer = signer;
    }

    MimeTemplate write(
            PublishedEvent event, MessageIds ids, Language language, String subject, String text, String html) {
        String boundary = boundary(event.id());
        MimeTemplate.Writer out = new MimeTemplate.Writer();
        header(out, "From", settings.from().header());
        out.raw("To: ").gap(Gap.ADDRESS).raw(CRLF);
        header(out, "Subject", HeaderText.encode("Subject", subject));
        header(out, "Date", date(event.time()));
        out.raw("Message-ID: ");
        messageId(out, ids.self());
        out.raw(CRLF + "In-Reply-To: ");
        messageId(out, ids.inReplyTo());
        out.raw(CRLF + "References:");
        ids.references().forEach(id -> {
            out.raw(id.equals(ids.references().getFirst()) ? " " : CRLF + " ");
            messageId(out, id);
        });
        out.raw(CRLF);
        listHeaders(out, language);
        automatic(out, language, "announcement");
        header(out, "X-Incident-Event-Id", HeaderText.clean(event.id()).replaceAll("[^!-~]", "-"));
        alternatives(out, boundary, text, html);
        return out.done(signer);
    }

    /** @param kind of mail, by which providers count complaints: the header Feedback-ID */
    private void automatic(MimeTemplate.Writer out, Language language, String kind) {
        header(out, "Auto-Submitted", "auto-generated");
        header(out, "X-Auto-Response-Suppress", "OOF, AutoReply");
        header(out, "Feedback-ID", kind + ":" + language.tag() + ":status-updates:" + settings.messageIdDomain());
        header(out, "Content-Language", language.tag());
    }

    private void alternatives(MimeTemplate.Writer out, String boundary, String text, String html) {
        header(out, "MIME-Version", "1.0");
        header(out, "Content-Type", "multipart/alternative;" + CRLF + " boundary=\"" + boundary + "\"");
        out.raw(CRLF);
        part(out, boundary, "text/plain", text);
        part(out, boundary, "text/html", html);
        out.raw("--" + boundary + "--" + CRLF);
    }

    /**
     * A mail about a subscription itself: to one person, on their request, so with no list headers and in no thread.
     *
     * @param messageId left part of the Message-ID; the recipient key is added
     */
    MimeTemplate write(String messageId, Instant date, Language language, String subject, String text, String html) {
        String boundary = boundary(messageId);
        MimeTemplate.Writer out = new MimeTemplate.Writer();
        header(out, "From", settings.from().header());
        out.raw("To: ").gap(Gap.ADDRESS).raw(CRLF);
        header(out, "Subject", HeaderText.encode("Subject", subject));
        header(out, "Date", date(date));
        out.raw("Message-ID: ");
        messageId(out, messageId);
        out.raw(CRLF);
        automatic(out, language, "letter");
        alternatives(out, boundary, text, html);
        return out.done(signer);
    }

    /** List-Unsubscribe stays on one line: folding it is known to break DKIM signatures in transit. */
    private void listHeaders(MimeTemplate.Writer out, Language language) {
        String name = MailViewFactory.WORDS.in(language).text("list.name", company.name());
        header(out, "List-Id", HeaderText.encode("List-Id", name) + " <updates." + settings.messageIdDomain() + ">");
        out.raw("List-Unsubscribe: <" + settings.publicUrl() + "/unsubscribe/")
                .gap(Gap.UNSUBSCRIBE_TOKEN)
                .raw(">" + CRLF);
        header(out, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        header(out, "List-Archive", "<" + company.statusPage() + "/history>");
        header(out, "List-Subscribe", "<" + settings.publicUrl() + "/subscriptions>");
        header(out, "List-Help", "<" + settings.publicUrl() + "/subscriptions/help>");
        header(out, "List-Post", "NO");
        if (settings.listOwner() != null) {
            header(out, "List-Owner", "<" + settings.listOwner() + ">");
        }
    }

    private void part(MimeTemplate.Writer out, String boundary, String type, String content) {
        out.raw("--" + boundary + CRLF);
        header(out, "Content-Type", type + "; charset=UTF-8");
        header(out, "Content-Transfer-Encoding", "quoted-printable");
        out.raw(CRLF).quotedPrintable(content, placeholders).raw(CRLF);
    }

    private void messageId(MimeTemplate.Writer out, String left) {
        out.raw("<" + left + ".").gap(Gap.RECIPIENT_KEY).raw("@" + settings.messageIdDomain() + ">");
    }

    private static void header(MimeTemplate.Writer out, String name, String value) {
        out.raw(name + ": " + value + CRLF);
    }

    static String date(Instant time) {
        return DATE.format(time);
    }

    /** Cannot occur in quoted-printable ("=_"), and is deterministic for an event or a mail. */
    private static String boundary(String id) {
        return "=_" + Sha256.hex(id.getBytes(StandardCharsets.UTF_8), 12);
    }
}
