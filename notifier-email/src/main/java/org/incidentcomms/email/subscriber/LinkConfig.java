package org.incidentcomms.email.subscriber;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Signing secrets of subscribers' links ({@code EMAIL_LINK_*}). */
@ConfigMapping(prefix = "email.link")
interface LinkConfig {
    /** One or more secrets separated by commas, newest first: the first signs, all verify. */
    Optional<String> secret();

    /** A file that contains them; never both. */
    Optional<String> secretFile();
}
