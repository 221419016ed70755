package org.incidentcomms.email.bounce;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.incidentcomms.email.message.MailSettings;
import org.incidentcomms.email.subscriber.LinkTokens;

/** Validates the settings once, at start. */
class BounceSetup {
    @Produces
    @Singleton
    @Startup
    ReturnPaths returnPaths(BounceConfig config, MailSettings settings, LinkTokens links) {
        return config.address()
                .map(address -> ReturnPaths.perSubscriber(address, links))
                .orElseGet(() -> ReturnPaths.single(settings.from().address()));
    }

    @Produces
    @Singleton
    BounceParser parser(MailSettings settings, ReturnPaths returnPaths) {
        return new BounceParser(settings.messageIdDomain(), new ReturnPathTokens(returnPaths.localPart()));
    }
}
