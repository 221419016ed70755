package org.incidentcomms.email.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A secret given as {@code NAME} or as {@code NAME_FILE}; setting both is an error. */
public final class SecretSetting {
    private SecretSetting() {}

    /**
     * The secret without surrounding white space, or null if neither is set.
     *
     * @throws IllegalArgumentException if both are set or the file cannot be read; the message names the setting only
     */
    public static @Nullable String optional(String name, Optional<String> value, Optional<String> file) {
        if (value.isPresent() && file.isPresent()) {
            throw new IllegalArgumentException(name + " and " + name + "_FILE are both set; set one of them");
        }
        if (file.isPresent()) {
            return read(name, file.get());
        }
        return value.map(String::strip).filter(secret -> !secret.isEmpty()).orElse(null);
    }

    private static String read(String name, String file) {
        String secret;
        try {
            secret = Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(name + "_FILE cannot be read", e);
        }
        if (secret.isEmpty()) {
            throw new IllegalArgumentException(name + "_FILE is empty");
        }
        return secret;
    }
}
