package org.incidentcomms.email.smtp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The relay that takes our mail ({@code SMTP_*}). */
@ConfigMapping(prefix = "smtp")
interface SmtpConfig {
    @WithDefault("localhost")
    String host();

    @WithDefault("25")
    int port();

    @WithDefault("none")
    SmtpSecurity security();

    /** Without it no AUTH is tried. */
    Optional<String> username();

    /** The password, or a file that holds it; never both. */
    Optional<String> password();

    Optional<String> passwordFile();

    /** Connections kept open at most, at least 2: one is kept for major and critical incidents. */
    @WithDefault("8")
    int connections();

    /** The name said in EHLO; by default this machine's. */
    Optional<String> ehloName();

    @WithDefault("PT10S")
    Duration connectTimeout();

    /** How long a reply may take. */
    @WithDefault("PT30S")
    Duration readTimeout();

    @WithDefault("PT30S")
    Duration writeTimeout();

    /** How long an unused connection stays open, at most 30 seconds. */
    @WithDefault("PT20S")
    Duration idleTimeout();
}
