package org.incidentcomms.email.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** Who the mails come from and where their links lead ({@code EMAIL_*}). */
@ConfigMapping(prefix = "email")
interface MailConfig {
    /** {@code ClickTime Status <status@clicktime.example>}; its domain should be the one the relay signs for. */
    Optional<String> from();

    /** Right-hand side of every Message-ID; by default the sender's domain. Never change it while incidents are open. */
    Optional<String> messageIdDomain();

    /** Where subscribers reach this service: base of the unsubscribe links. */
    @WithDefault("http://localhost:8081")
    URI publicUrl();
}
