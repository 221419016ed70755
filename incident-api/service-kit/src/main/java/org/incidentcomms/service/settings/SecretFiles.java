package org.incidentcomms.service.settings;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads a secret from a file, {@code NAME_FILE} for {@code NAME}, as orchestrators provide them. Setting both is an
 * error, so that it is clear which one applies. Messages name settings, never their values.
 */
public final class SecretFiles implements ConfigSourceFactory {
    static final List<String> SECRETS = List.of(
            "QUARKUS_DATASOURCE_USERNAME",
            "QUARKUS_DATASOURCE_PASSWORD",
            "KAFKA_SASL_JAAS_CONFIG",
            "KAFKA_SSL_TRUSTSTORE_PASSWORD",
            "KAFKA_SSL_KEYSTORE_PASSWORD",
            "KAFKA_SSL_KEY_PASSWORD",
            // The address of a chat's webhook is all it takes to post there.
            "OPERATOR_WEBHOOK_URL");

    /** Above the environment and the application's own defaults, because a file excludes any other value. */
    private static final int ORDINAL = 350;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> secrets = new HashMap<>();
        for (String name : SECRETS) {
            String file = given(context.getValue(name + "_FILE"));
            if (file == null) {
                continue;
            }
            String property = name.toLowerCase(Locale.ROOT).replace('_', '.');
            ConfigValue direct = context.getValue(property);
            if (given(direct) != null && !isDefault(direct)) {
                throw new IllegalStateException(name + " and " + name + "_FILE are both set; set only one of them");
            }
            secrets.put(property, read(name, file));
        }
        return List.of(new PropertiesConfigSource(secrets, "secret files", ORDINAL));
    }

    /** Set only by this service's own application.properties. */
    private static boolean isDefault(ConfigValue value) {
        return value.getSourceOrdinal() <= 250;
    }

    private static @Nullable String given(@Nullable ConfigValue value) {
        return value == null || value.getValue() == null || value.getValue().isBlank() ? null : value.getValue();
    }

    /**
     * Returns the secret that is given directly, or by a file; blank is not given.
     *
     * @param name of the setting, without {@code _FILE}
     * @throws IllegalStateException if both are given, or the file holds none
     */
    public static Optional<String> either(String name, Optional<String> value, Optional<String> file) {
        Optional<String> direct = given(value);
        Optional<String> path = given(file);
        if (direct.isPresent() && path.isPresent()) {
            throw new IllegalStateException(name + " and " + name + "_FILE are both set; set only one of them.");
        }
        return direct.or(() -> path.map(from -> read(name, from)));
    }

    private static Optional<String> given(Optional<String> setting) {
        return setting.map(String::strip).filter(value -> !value.isEmpty());
    }

    /**
     * Returns the secret in this file, without surrounding white space.
     *
     * @param name of the setting that may be given as a file, without {@code _FILE}
     * @throws IllegalStateException if the file cannot be read or is empty; the message names the setting only
     */
    public static String read(String name, String file) {
        String secret;
        try {
            secret = Files.readString(Path.of(file)).strip();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalStateException(name + "_FILE names a file that cannot be read", e);
        }
        if (secret.isEmpty()) {
            throw new IllegalStateException(name + "_FILE names a file that is empty");
        }
        return secret;
    }
}
