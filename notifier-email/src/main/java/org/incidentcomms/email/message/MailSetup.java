package org.incidentcomms.email.message;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Validates the settings once, at start. */
class MailSetup {
    @Produces
    @Singleton
    @Startup
    MailSettings settings(MailConfig config) {
        return MailSettings.of(config);
    }
}
