package org.incidentcomms.email.message;

import java.util.List;

/**
 * One announcement composed as a mail for all recipients.
 *
 * @param text with an example in place of the recipient's unsubscribe link
 * @param html with the same example link
 * @param template the message, to be filled in for each recipient
 * @param warnings shown to the person who previews it
 */
public record ComposedMail(String subject, String text, String html, MimeTemplate template, List<String> warnings) {
    public ComposedMail {
        warnings = List.copyOf(warnings);
    }
}
