package org.incidentcomms.email.smtp;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.incidentcomms.email.settings.SecretSetting;

/** Creates the transport from the settings at start, so that a wrong setting fails the start with a clear message. */
class SmtpSetup {
    @Produces
    @Singleton
    @Startup
    SmtpTransport transport(SmtpConfig config, Clock clock) {
        String password = SecretSetting.optional("SMTP_PASSWORD", config.password(), config.passwordFile());
        List<SmtpServer> relays = SmtpRelays.parse(config.relays(), config.host(), config.port()).stream()
                .map(address -> new SmtpServer(
                        address.host(),
                        address.port(),
                        config.security(),
                        config.username().orElse(null),
                        password,
                        config.connections(),
                        config.ehloName().orElse(null),
                        config.connectTimeout(),
                        config.readTimeout(),
                        config.writeTimeout(),
                        config.dataTimeout(),
                        config.idleTimeout(),
                        address.weight()))
                .toList();
        return new SmtpTransport(
                relays, SendingRates.parse(config.rate(), config.domainRate().orElse("")), clock);
    }

    void close(@Disposes SmtpTransport transport) {
        transport.close();
    }
}
