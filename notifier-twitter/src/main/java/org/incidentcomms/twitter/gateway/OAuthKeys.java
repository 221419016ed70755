package org.incidentcomms.twitter.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.service.settings.SecretFiles;
import org.jspecify.annotations.Nullable;

/** The four OAuth 1.0a keys of the one account we post as. They do not expire; they never appear in a log. */
record OAuthKeys(String consumerKey, String consumerSecret, String accessToken, String accessTokenSecret) {

    /**
     * The keys of {@code config}, or empty where none is set (a dry run).
     *
     * @throws IllegalStateException if some are set but not all, one is set twice, or a file cannot be read; the
     *     message names the settings
     */
    static Optional<OAuthKeys> of(GatewayConfig config) {
        List<String> missing = new ArrayList<>();
        String consumerKey = read("TWITTER_CONSUMER_KEY", config.consumerKey(), config.consumerKeyFile(), missing);
        String consumerSecret =
                read("TWITTER_CONSUMER_SECRET", config.consumerSecret(), config.consumerSecretFile(), missing);
        String accessToken = read("TWITTER_ACCESS_TOKEN", config.accessToken(), config.accessTokenFile(), missing);
        String accessTokenSecret = read(
                "TWITTER_ACCESS_TOKEN_SECRET", config.accessTokenSecret(), config.accessTokenSecretFile(), missing);
        if (missing.size() == 4) {
            return Optional.empty();
        }
        if (consumerKey == null || consumerSecret == null || accessToken == null || accessTokenSecret == null) {
            throw new IllegalStateException("Some X keys are missing: " + String.join(", ", missing)
                    + ". Set all four (each directly or by its _FILE), or none for a dry run.");
        }
        return Optional.of(new OAuthKeys(consumerKey, consumerSecret, accessToken, accessTokenSecret));
    }

    private static @Nullable String read(
            String name, Optional<String> value, Optional<String> file, List<String> missing) {
        Optional<String> key = SecretFiles.either(name, value, file);
        if (key.isEmpty()) {
            missing.add(name);
        }
        return key.orElse(null);
    }

    @Override
    public String toString() {
        return "Keys[hidden]";
    }
}
