package org.incidentcomms.email.message;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Validates the settings, the templates and the key once, at start. */
class MailSetup {
    @Produces
    @Singleton
    @Startup
    MailSettings settings(MailConfig config) {
        return MailSettings.of(config);
    }

    @Produces
    @Singleton
    @Startup
    MailTemplates templates(MailConfig config) {
        MailTemplates templates = new MailTemplates(config.templateDirectory().orElse(null));
        if (config.templateDirectory().isPresent()) {
            templates.check();
        }
        return templates;
    }

    @Produces
    @Singleton
    @Startup
    DkimSigner signer(DkimConfig config, MailSettings settings) {
        return DkimSigner.of(config, settings.from().domain());
    }
}
