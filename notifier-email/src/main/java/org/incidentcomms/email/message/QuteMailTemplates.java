package org.incidentcomms.email.message;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;

/** The templates under {@code templates/mail}, checked against {@link MailView} at build time. */
@Singleton
class QuteMailTemplates implements MailTemplates {

    @CheckedTemplate(basePath = "mail", defaultName = CheckedTemplate.ELEMENT_NAME)
    static class Templates {
        private Templates() {}

        static native TemplateInstance text(MailView mail);

        static native TemplateInstance html(MailView mail);
    }

    @Override
    public String text(MailView mail) {
        return Templates.text(mail).render();
    }

    @Override
    public String html(MailView mail) {
        return Templates.html(mail).render();
    }
}
