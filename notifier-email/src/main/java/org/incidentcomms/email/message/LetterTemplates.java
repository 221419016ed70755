package org.incidentcomms.email.message;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates of mails about a subscription itself. */
@CheckedTemplate(basePath = "mail", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class LetterTemplates {
    private LetterTemplates() {}

    static native TemplateInstance letterText(LetterView mail);

    static native TemplateInstance letterHtml(LetterView mail);
}
