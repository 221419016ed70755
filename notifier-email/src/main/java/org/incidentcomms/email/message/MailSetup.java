package org.incidentcomms.email.message;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Validates the settings, the templates and the key once, at start. */
class MailSetup {
    @Produces
    @Singleton
    @Startup
    MailSettings settings(MailConfig config, @ConfigProperty(name = "company.support.url") Optional<URI> supportUrl) {
        return MailSettings.of(config, supportUrl);
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
