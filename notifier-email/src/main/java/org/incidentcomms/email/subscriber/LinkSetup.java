package org.incidentcomms.email.subscriber;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.incidentcomms.email.settings.SecretSetting;

/** Reads the secrets once, at start. */
class LinkSetup {
    @Produces
    @Singleton
    @Startup
    LinkTokens links(LinkConfig config) {
        return LinkTokens.of(SecretSetting.optional("EMAIL_LINK_SECRET", config.secret(), config.secretFile()));
    }
}
