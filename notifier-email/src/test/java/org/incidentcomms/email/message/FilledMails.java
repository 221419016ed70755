package org.incidentcomms.email.message;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.Properties;
import org.incidentcomms.email.ClickTime;
import org.incidentcomms.events.PublishedEvent;

/** Mails as filled for one recipient, and as another MIME library reads them. */
final class FilledMails {
    static final String KEY = "AAAAAAAAAAAAAAAAAAAAAA";
    static final String TOKEN = "abcd.u." + KEY + ".BBBBBBBBBBBBBBBBBBBBBB";
    static final String MANAGE_TOKEN = "abcd.m." + KEY + ".CCCCCCCCCCCCCCCCCCCCCC";

    static final MailComposer COMPOSER = BuiltInMails.composer(
            new MailSettings(
                    FromAddress.parse("ClickTime Status <status@clicktime.example>"),
                    "mail.clicktime.example",
                    URI.create("https://updates.clicktime.example"),
                    URI.create("https://support.clicktime.example/contact")),
            ClickTime.COMPANY);

    private FilledMails() {}

    static byte[] fill(PublishedEvent event) {
        return COMPOSER.compose(event).template().fill("pat@customer.example", KEY, TOKEN, MANAGE_TOKEN);
    }

    static MimeMessage parse(byte[] message) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message));
    }
}
