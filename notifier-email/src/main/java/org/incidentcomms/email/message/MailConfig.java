package org.incidentcomms.email.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Sender and link settings ({@code EMAIL_*}). */
@ConfigMapping(prefix = "email")
interface MailConfig {
    /** {@code ClickTime Status <status@clicktime.example>}; its domain should be the one the relay signs for. */
    Optional<String> from();

    /** Right-hand side of every Message-ID; by default the sender's domain. Never change it while incidents are open. */
    Optional<String> messageIdDomain();

    /** Base URL of this service as subscribers reach it; unsubscribe links start with it. */
    @WithDefault("http://localhost:8081")
    URI publicUrl();

    /** A folder with templates that replace the built-in ones of the same name. */
    Optional<Path> templateDirectory();
}
