package org.incidentcomms.email.message;

import java.util.List;

/**
 * One announcement as a mail for everybody.
 *
 * @param text with an example in place of a recipient's unsubscribe link
 * @param html likewise
 * @param template the message, to be filled in for each recipient
 * @param warnings for whoever previews it
 */
public record ComposedMail(String subject, String text, String html, MimeTemplate template, List<String> warnings) {
    public ComposedMail {
        warnings = List.copyOf(warnings);
    }
}
