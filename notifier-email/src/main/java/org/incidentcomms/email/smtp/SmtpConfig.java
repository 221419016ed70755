package org.incidentcomms.email.smtp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of the SMTP relays ({@code SMTP_*}). */
@ConfigMapping(prefix = "smtp")
interface SmtpConfig {
    /** Several relays, {@code host:port;weight=2,…}, instead of host and port. */
    Optional<String> relays();

    /** By default {@code localhost}. */
    Optional<String> host();

    /** By default 25. */
    Optional<Integer> port();

    @WithDefault("none")
    SmtpSecurity security();

    /** Without it AUTH is not used. */
    Optional<String> username();

    /** The password, or a file that contains it; never both. */
    Optional<String> password();

    Optional<String> passwordFile();

    /** Maximum number of open connections, at least 2: one is reserved for major and critical incidents. */
    @WithDefault("8")
    int connections();

    /** Messages per second over all connections of this process, at least 1; 0 for no limit. */
    @WithDefault("0")
    double rate();

    /** Messages per second to a recipient's domain, such as {@code gmail.com=20,*=5}. */
    Optional<String> domainRate();

    /** The name sent in EHLO; by default this machine's. */
    Optional<String> ehloName();

    @WithDefault("PT10S")
    Duration connectTimeout();

    /** Time-out for a reply. */
    @WithDefault("PT30S")
    Duration readTimeout();

    @WithDefault("PT30S")
    Duration writeTimeout();

    /** Time-out for the reply to the final dot, at most 10 minutes: the relay may scan the message before it answers. */
    @WithDefault("PT2M")
    Duration dataTimeout();

    /** How long an unused connection stays open, at most 30 seconds. */
    @WithDefault("PT20S")
    Duration idleTimeout();
}
