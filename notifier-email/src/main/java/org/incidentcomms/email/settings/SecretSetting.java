package org.incidentcomms.email.settings;

import java.util.Optional;
import org.incidentcomms.service.settings.SecretFiles;
import org.jspecify.annotations.Nullable;

/** A secret given as {@code NAME} or as {@code NAME_FILE}; setting both is an error. */
public final class SecretSetting {
    private SecretSetting() {}

    /**
     * The secret without surrounding white space, or null if neither is set.
     *
     * @throws IllegalArgumentException if both are set; the message names the setting only
     */
    public static @Nullable String optional(String name, Optional<String> value, Optional<String> file) {
        if (value.isPresent() && file.isPresent()) {
            throw new IllegalArgumentException(name + " and " + name + "_FILE are both set; set one of them");
        }
        if (file.isPresent()) {
            return SecretFiles.read(name, file.get());
        }
        return value.map(String::strip).filter(secret -> !secret.isEmpty()).orElse(null);
    }
}
