package org.incidentcomms.testkit.mail;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** HTML pages of the mailbox. Content of messages is escaped, or shown in a frame that cannot run scripts. */
final class MailboxPages {

    /** Also applies to a srcdoc frame: a message loads no remote pictures and no scripts. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline';"
            + " img-src data: http://127.0.0.1:* http://localhost:*; script-src 'self'; connect-src 'self'; frame-src 'self';"
            + " form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

    private static final int PAGE = 50;
    private static final ZoneId HERE = ZoneId.systemDefault();
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter EARLIER = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);

    private final MailArchive archive;
    private final int smtpPort;

    MailboxPages(MailArchive archive, int smtpPort) {
        this.archive = archive;
        this.smtpPort = smtpPort;
    }

    String list(String to, int offset) {
        MailArchive.Page page = archive.page(to, offset, PAGE);
        StringBuilder body = new StringBuilder();
        body.append("""
                <header class="top"><h1><a href="/">Mailbox</a></h1>
                <form action="/" method="get" role="search"><input type="search" name="to" value="%s"
                placeholder="Filter by recipient" aria-label="Filter by recipient"></form></header>
                <main data-accepted="%d"><p class="count">%s</p>
                """.formatted(escaped(to), archive.accepted(), count(page, to)));
        if (page.entries().isEmpty()) {
            body.append("<div class=\"empty\"><p>Nothing here yet.</p><p>Mail sent to <code>127.0.0.1:")
                    .append(smtpPort)
                    .append("</code> is kept, shown here and not forwarded.</p></div>");
        }
        body.append("<ol class=\"mails\">");
        page.entries().forEach(entry -> body.append(row(entry)));
        body.append("</ol>").append(pager(page, to, offset)).append("</main><script src=\"/mailbox.js\"></script>");
        return document("Mailbox", body);
    }

    String message(StoredMail stored, String view) {
        String html = stored.mail().html();
        String shown = view.isEmpty() ? (html.isEmpty() ? "text" : "html") : view;
        StringBuilder body = new StringBuilder();
        body.append("<header class=\"top\"><h1><a href=\"/\">Mailbox</a></h1></header><main><article><h2>")
                .append(escaped(orDash(stored.header("Subject"))))
                .append("</h2><dl>");
        for (String name : List.of("From", "To", "Date", "Message-ID", "In-Reply-To", "List-Unsubscribe")) {
            String value = stored.header(name);
            if (!value.isEmpty()) {
                body.append("<dt>")
                        .append(name)
                        .append("</dt><dd>")
                        .append(escaped(value))
                        .append("</dd>");
            }
        }
        body.append("<dt>Envelope</dt><dd>%s → %s, %s</dd></dl>"
                .formatted(
                        escaped(orDash(stored.mail().sender())),
                        escaped(stored.mail().recipient()),
                        time(stored.mail().receivedAt())));
        body.append("<nav class=\"tabs\">");
        tab(body, stored, shown, "html", "HTML");
        tab(body, stored, shown, "text", "Text");
        tab(body, stored, shown, "headers", "All headers");
        tab(body, stored, shown, "raw", "Source");
        body.append("</nav>").append(content(stored, shown, html)).append("</article>");
        others(body, stored);
        return document(stored.header("Subject"), body.append("</main>"));
    }

    private static String content(StoredMail stored, String shown, String html) {
        return switch (shown) {
            case "html" ->
                html.isEmpty()
                        ? "<p class=\"empty\">No HTML part.</p>"
                        : "<iframe title=\"HTML part\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\" srcdoc=\""
                                + escaped("<base target=\"_blank\">" + html) + "\"></iframe>";
            case "headers" -> {
                StringBuilder table = new StringBuilder("<table class=\"headers\">");
                for (StoredMail.Field field : stored.fields()) {
                    table.append("<tr><th scope=\"row\">")
                            .append(escaped(field.name()))
                            .append("</th><td>")
                            .append(escaped(field.value()))
                            .append("</td></tr>");
                }
                yield table.append("</table>").toString();
            }
            default -> {
                String text = stored.mail().text();
                yield text.isEmpty()
                        ? "<p class=\"empty\">No text part.</p>"
                        : "<pre>" + linked(escaped(text)) + "</pre>";
            }
        };
    }

    private void others(StringBuilder body, StoredMail stored) {
        String recipient = stored.mail().recipient();
        List<MailArchive.Entry> entries = archive.page(recipient, 0, 20).entries().stream()
                .filter(entry -> entry.to().equalsIgnoreCase(recipient))
                .toList();
        if (entries.size() > 1) {
            body.append("<h3>To the same recipient</h3><ol class=\"mails\">");
            for (MailArchive.Entry entry : entries) {
                body.append(
                        entry.id().equals(stored.id())
                                ? row(entry).replace("<li>", "<li class=\"this\">")
                                : row(entry));
            }
            body.append("</ol>");
        }
    }

    private static void tab(StringBuilder body, StoredMail stored, String shown, String view, String name) {
        body.append("<a href=\"/messages/%s/%s\"%s>%s</a>"
                .formatted(stored.id(), view, view.equals(shown) ? " aria-current=\"page\"" : "", name));
    }

    private static String row(MailArchive.Entry entry) {
        return "<li><a href=\"/messages/%s\"><span class=\"subject\">%s</span><span class=\"to\">%s</span>%s</a></li>\n"
                .formatted(entry.id(), escaped(orDash(entry.subject())), escaped(entry.to()), time(entry.receivedAt()));
    }

    private static String time(Instant instant) {
        var local = instant.atZone(HERE);
        boolean today = local.toLocalDate().equals(LocalDate.now(HERE));
        return "<time datetime=\"%s\">%s</time>".formatted(instant, (today ? TODAY : EARLIER).format(local));
    }

    private static String count(MailArchive.Page page, String to) {
        String messages =
                String.format(Locale.ENGLISH, "%,d", page.total()) + (page.total() == 1 ? " message" : " messages");
        return to.isBlank() ? messages : messages + " to recipients with “" + escaped(to) + "”";
    }

    private static String pager(MailArchive.Page page, String to, int offset) {
        String link = "<a href=\"/?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8) + "&amp;offset=%d\">%s</a>";
        String newer = offset > 0 ? link.formatted(Math.max(0, offset - PAGE), "← Newer") : "";
        String older = offset + PAGE < page.total() ? link.formatted(offset + PAGE, "Older →") : "";
        return "<nav class=\"pager\">" + newer + older + "</nav>";
    }

    private static String document(String title, CharSequence body) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>%s</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <link rel="stylesheet" href="/mailbox.css"></head><body>
                %s
                </body></html>
                """.formatted(escaped(title), body);
    }

    private static String linked(String escapedText) {
        return escapedText.replaceAll(
                "https?://[^\\s<>&]+(?:&amp;[^\\s<>&]+)*",
                "<a href=\"$0\" target=\"_blank\" rel=\"noreferrer\">$0</a>");
    }

    private static String orDash(String text) {
        return text.isBlank() ? "–" : text;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
