package org.incidentcomms.email.message;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.incidentcomms.email.message.MimeTemplate.Gap;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.kit.wording.Company;

/** Composes an announcement as a mail, once for all recipients of a variant. A pure function of the event. */
@Singleton
class MailComposer {
    /** Gmail clips messages above this size. */
    private static final int CLIPPED_AT = 102_400;

    private static final int LONG_SUBJECT = 120;

    /** Placeholders for a recipient's tokens while composing; random, so that no operator's text can contain them. */
    private final String unsubscribeSlot;

    private final String manageSlot;

    private final MailSettings settings;
    private final Company company;
    private final MailTemplates templates;
    private final MimeWriter mime;

    MailComposer(MailSettings settings, Company company, MailTemplates templates, DkimSigner signer) {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        this.unsubscribeSlot = "slot" + HexFormat.of().formatHex(random) + "u";
        this.manageSlot = "slot" + HexFormat.of().formatHex(random) + "m";
        this.settings = settings;
        this.company = company;
        this.templates = templates;
        this.mime = new MimeWriter(
                settings,
                company,
                Map.of(unsubscribeSlot, Gap.UNSUBSCRIBE_TOKEN, manageSlot, Gap.MANAGE_TOKEN),
                signer);
    }

    ComposedMail compose(PublishedEvent event) {
        return compose(event, MailVariant.of(company));
    }

    ComposedMail compose(PublishedEvent event, MailVariant variant) {
        Announcement announcement =
                ((Announcement) event.data()).in(variant.language().tag());
        MailViewFactory wording = new MailViewFactory(company, variant);
        MailView view = wording.view(
                announcement,
                settings.publicUrl() + "/unsubscribe/" + unsubscribeSlot,
                settings.publicUrl() + "/subscriptions/manage/" + manageSlot);
        String subject = wording.subject(announcement);
        String text = templates.text(view);
        String html = templates.html(view);
        MimeTemplate template =
                mime.write(event, MessageIds.of(event, announcement), variant.language(), subject, text, html);
        return new ComposedMail(subject, example(text), example(html), template, warnings(subject, html));
    }

    private String example(String part) {
        return part.replace(unsubscribeSlot, "example").replace(manageSlot, "example");
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
