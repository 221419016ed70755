package org.incidentcomms.email.console;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The console's origins ({@code EMAIL_CONSOLE_ORIGINS}). */
@ConfigMapping(prefix = "email.console")
interface ConsoleConfig {
    /** Origins from which browsers may call {@code /v1}: {@code scheme://host[:port]}, separated by commas. */
    Optional<List<String>> origins();
}
