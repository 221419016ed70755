package org.incidentcomms.twitter.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where X is and who we are to it: {@code TWITTER_*}. Each key may come from a file instead, never from both. */
@ConfigMapping(prefix = "twitter")
public interface GatewayConfig {

    /** Base of the API, ending in {@code /2/}. */
    @WithDefault("https://api.twitter.com/2/")
    String apiUrl();

    Optional<String> consumerKey();

    Optional<String> consumerKeyFile();

    Optional<String> consumerSecret();

    Optional<String> consumerSecretFile();

    Optional<String> accessToken();

    Optional<String> accessTokenFile();

    Optional<String> accessTokenSecret();

    Optional<String> accessTokenSecretFile();

    /** How long opening a connection may take. */
    @WithDefault("PT5S")
    Duration connectTimeout();

    /** How long an answer may take after that; later, the outcome of a post is unknown and is settled. */
    @WithDefault("PT15S")
    Duration readTimeout();
}
