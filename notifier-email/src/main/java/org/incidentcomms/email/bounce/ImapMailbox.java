package org.incidentcomms.email.bounce;

import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.incidentcomms.email.bounce.BounceConfig.ImapSecurity;
import org.incidentcomms.email.settings.SecretSetting;

/**
 * Where the mailbox is, validated, unlike {@link BounceConfig}.
 *
 * @param timeout of connecting, and of each reply and write
 */
record ImapMailbox(
        String host,
        int port,
        String username,
        String password,
        ImapSecurity security,
        String folder,
        Duration timeout,
        Duration pollInterval) {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");

    ImapMailbox {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("BOUNCE_IMAP_PORT is " + port + "; it must be between 1 and 65535");
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofMinutes(2)) > 0) {
            throw new IllegalArgumentException("BOUNCE_IMAP_TIMEOUT must be longer than 0 and at most two minutes");
        }
        if (pollInterval.compareTo(SHORTEST_PAUSE) < 0) {
            throw new IllegalArgumentException("BOUNCE_POLL_INTERVAL must be at least PT0.1S; PT30S is usual");
        }
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException that names the setting that is missing or wrong
     */
    static ImapMailbox of(String host, BounceConfig config) {
        BounceConfig.Imap imap = config.imap();
        String password = SecretSetting.optional("BOUNCE_IMAP_PASSWORD", imap.password(), imap.passwordFile());
        if (config.address().isEmpty() || imap.username().isEmpty() || password == null) {
            throw new IllegalArgumentException("BOUNCE_IMAP_HOST is set, so BOUNCE_ADDRESS, BOUNCE_IMAP_USERNAME and"
                    + " BOUNCE_IMAP_PASSWORD (or BOUNCE_IMAP_PASSWORD_FILE) are needed too");
        }
        ImapSecurity security =
                imap.security().orElse(THIS_MACHINE.contains(host) ? ImapSecurity.NONE : ImapSecurity.TLS);
        return new ImapMailbox(
                host,
                imap.port().orElse(security == ImapSecurity.TLS ? 993 : 143),
                imap.username().get(),
                password,
                security,
                imap.folder(),
                imap.timeout(),
                config.pollInterval());
    }

    String protocol() {
        return security == ImapSecurity.TLS ? "imaps" : "imap";
    }

    /** For a session of Jakarta Mail. */
    Properties properties() {
        String prefix = "mail." + protocol() + ".";
        String millis = Long.toString(timeout.toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.store.protocol", protocol());
        properties.setProperty(prefix + "connectiontimeout", millis);
        properties.setProperty(prefix + "timeout", millis);
        properties.setProperty(prefix + "writetimeout", millis);
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        if (security == ImapSecurity.STARTTLS) {
            properties.setProperty(prefix + "starttls.enable", "true");
            properties.setProperty(prefix + "starttls.required", "true");
        }
        return properties;
    }

    /** Identifies the mailbox among replicas. */
    String name() {
        return host + ":" + port + " " + folder;
    }

    @Override
    public String toString() {
        return "ImapMailbox[" + host + ":" + port + " " + security + "]";
    }
}
