package org.incidentcomms.email.message;

/** Renders a view; separate from the composer so that templates can be rendered without a running Quarkus. */
interface MailTemplates {
    String text(MailView mail);

    String html(MailView mail);
}
