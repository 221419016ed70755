package org.incidentcomms.email.message;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Language;

/** Composes the mail an operator sends to see whether mails arrive: in English, as it is for the operator. */
@Singleton
public class TestMailComposer {
    private final Company company;
    private final MimeWriter mime;
    private final Clock clock;

    TestMailComposer(MailSettings settings, Company company, DkimSigner signer, Clock clock) {
        this.company = company;
        this.clock = clock;
        this.mime = new MimeWriter(settings, company, Map.of(), signer);
    }

    /**
     * The whole message.
     *
     * @param address validated, ASCII
     * @param messageKey makes the Message-ID unique
     */
    public byte[] compose(String address, String messageKey) {
        String text = "This is a test of the status updates by e-mail. An operator sent it; nothing has happened.";
        return mime.write(
                        "test",
                        clock.instant(),
                        Language.ENGLISH,
                        "Test: status updates of " + company.name(),
                        text + "\n",
                        "<!doctype html><html lang=\"en\"><title>Test</title><p>" + text + "</p></html>\n")
                .fill(address, messageKey, "none", "none");
    }
}
