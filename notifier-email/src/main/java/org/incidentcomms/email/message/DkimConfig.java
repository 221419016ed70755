package org.incidentcomms.email.message;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Signing key of the mails ({@code DKIM_*}). Nothing is signed unless all three are set. */
@ConfigMapping(prefix = "dkim")
interface DkimConfig {
    /** {@code clicktime.example}; must be the sender's domain or one above it. */
    Optional<String> domain();

    /** The key is published at {@code <selector>._domainkey.<domain>}. */
    Optional<String> selector();

    /** PKCS #8 in PEM: RSA of at least 2048 bits. */
    Optional<String> privateKey();

    /** A file that contains it; never both. */
    Optional<String> privateKeyFile();
}
