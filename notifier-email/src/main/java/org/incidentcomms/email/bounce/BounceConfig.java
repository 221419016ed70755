package org.incidentcomms.email.bounce;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of return paths and of the mailbox they lead to ({@code BOUNCE_*}). */
@ConfigMapping(prefix = "bounce")
interface BounceConfig {
    /** {@code bounces@example.com}; return paths are {@code bounces+{token}@example.com}. */
    Optional<String> address();

    Imap imap();

    /** The pause between two looks into the mailbox, at least a tenth of a second. */
    @WithDefault("PT30S")
    Duration pollInterval();

    /** The mailbox; without a host none is read. */
    interface Imap {
        Optional<String> host();

        /** By default 143, with {@code tls} 993. */
        Optional<Integer> port();

        Optional<String> username();

        /** The password, or a file that contains it; never both. */
        Optional<String> password();

        Optional<String> passwordFile();

        /** By default {@code tls}, for a host that is this machine {@code none}. */
        Optional<ImapSecurity> security();

        @WithDefault("INBOX")
        String folder();

        /** Time-out of connecting, and of each reply and write. */
        @WithDefault("PT30S")
        Duration timeout();
    }

    /** How the connection is secured. */
    enum ImapSecurity {
        NONE,
        /** Required: it never falls back to plain text. */
        STARTTLS,
        TLS
    }
}
