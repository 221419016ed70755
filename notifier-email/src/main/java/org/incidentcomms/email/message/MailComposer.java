package org.incidentcomms.email.message;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.kit.wording.Company;

/** Composes an announcement as a mail, once for all recipients. A pure function of the event. */
final class MailComposer {
    /** Gmail clips messages above this size. */
    private static final int CLIPPED_AT = 102_400;

    private static final int LONG_SUBJECT = 120;

    /** Placeholder for a recipient's token while composing; random, so that no operator's text can contain it. */
    private final String placeholder;

    private final MailSettings settings;
    private final MailViewFactory wording;
    private final MailTemplates templates;
    private final MimeWriter mime;

    MailComposer(MailSettings settings, Company company, MailTemplates templates) {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        this.placeholder = "slot" + HexFormat.of().formatHex(random);
        this.settings = settings;
        this.wording = new MailViewFactory(company);
        this.templates = templates;
        this.mime = new MimeWriter(settings, company, placeholder);
    }

    ComposedMail compose(PublishedEvent event) {
        Announcement announcement = (Announcement) event.data();
        MailView view = wording.view(announcement, settings.publicUrl() + "/unsubscribe/" + placeholder);
        String subject = wording.subject(announcement);
        String text = tidy(templates.text(view));
        String html = templates.html(view);
        MimeTemplate template = mime.write(event, MessageIds.of(event, announcement), subject, text, html);
        return new ComposedMail(subject, example(text), example(html), template, warnings(subject, html));
    }

    private String example(String part) {
        return part.replace(placeholder, "example");
    }

    /** Conditions in a text template leave several empty lines behind; one is kept. */
    private static String tidy(String text) {
        return text.replace("\r\n", "\n")
                        .replaceAll("[ \\t]+\\n", "\n")
                        .replaceAll("\\n{3,}", "\n\n")
                        .strip() + "\n";
    }

    private static List<String> warnings(String subject, String html) {
        List<String> warnings = new ArrayList<>();
        if (subject.codePointCount(0, subject.length()) > LONG_SUBJECT) {
            warnings.add("the subject is longer than " + LONG_SUBJECT + " characters; many mail programs cut it");
        }
        if (html.getBytes(StandardCharsets.UTF_8).length > CLIPPED_AT) {
            warnings.add("the mail is larger than 100 KB; some mail programs show only its beginning");
        }
        return warnings;
    }
}
