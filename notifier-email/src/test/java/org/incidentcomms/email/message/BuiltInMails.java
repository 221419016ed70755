package org.incidentcomms.email.message;

import org.incidentcomms.kit.wording.Company;

/** Mails of the service's own templates, unsigned, composed without a running Quarkus. */
public final class BuiltInMails {
    static final MailTemplates TEMPLATES = new MailTemplates(null);

    private BuiltInMails() {}

    static MailComposer composer(MailSettings settings, Company company) {
        return new MailComposer(settings, company, TEMPLATES, DkimSigner.none());
    }

    public static MailCache cache(MailSettings settings, Company company) {
        return new MailCache(composer(settings, company), company);
    }
}
