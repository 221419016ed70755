package org.incidentcomms.twitter.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthKeysTest {
    private static final Map<String, String> ALL = Map.of(
            "twitter.consumer-key", "ck",
            "twitter.consumer-secret", "cs",
            "twitter.access-token", "at",
            "twitter.access-token-secret", "ats");

    @Test
    void no_keys_mean_a_dry_run_and_empty_ones_are_none() {
        assertThat(keys(Map.of())).isEmpty();
        assertThat(keys(Map.of("twitter.consumer-key", "", "twitter.access-token", " ")))
                .isEmpty();
    }

    @Test
    void all_keys_are_keys() {
        assertThat(keys(ALL)).contains(new OAuthKeys("ck", "cs", "at", "ats"));
    }

    @Test
    void missing_ones_are_named() {
        assertThatIllegalStateException()
                .isThrownBy(() -> keys(Map.of("twitter.consumer-key", "ck", "twitter.access-token-secret", "ats")))
                .withMessageContaining("TWITTER_CONSUMER_SECRET, TWITTER_ACCESS_TOKEN.")
                .withMessageNotContaining("ck")
                .withMessageNotContaining("ats");
    }

    @Test
    void a_key_may_come_from_a_file(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "from-file\n");
        Map<String, String> settings = new HashMap<>(ALL);
        settings.remove("twitter.access-token-secret");
        settings.put("twitter.access-token-secret-file", file.toString());

        assertThat(keys(settings)).contains(new OAuthKeys("ck", "cs", "at", "from-file"));
    }

    @Test
    void never_from_both_and_never_from_a_file_that_is_not_there() {
        Map<String, String> both = new HashMap<>(ALL);
        both.put("twitter.consumer-key-file", "/nowhere");
        assertThatIllegalStateException()
                .isThrownBy(() -> keys(both))
                .withMessageContaining("TWITTER_CONSUMER_KEY and TWITTER_CONSUMER_KEY_FILE");

        assertThatIllegalStateException()
                .isThrownBy(() -> keys(Map.of("twitter.consumer-key-file", "/nowhere")))
                .withMessageContaining("TWITTER_CONSUMER_KEY_FILE names a file that cannot be read");
    }

    @Test
    void keys_do_not_print() {
        assertThat(new OAuthKeys("ck", "cs", "at", "ats").toString()).isEqualTo("Keys[hidden]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.twitter.com",
                "https://api.twitter.com/2",
                "api.twitter.com/2/",
                "ftp://api.twitter.com/2/",
                "https://api.twitter.com/2/?x=1",
                "not a url /2/",
                ""
            })
    void an_address_that_cannot_be_right_is_refused_by_name(String url) {
        assertThatIllegalStateException()
                .isThrownBy(() -> XGateway.apiUrl(url))
                .withMessageContaining("TWITTER_API_URL")
                .withMessageContaining("/2/");
    }

    @Test
    void the_default_address_is_right() {
        String url = Settings.of(GatewayConfig.class, Map.of()).apiUrl();
        assertThat(XGateway.apiUrl(url)).hasToString("https://api.twitter.com/2/");
    }

    private static Optional<OAuthKeys> keys(Map<String, String> settings) {
        return OAuthKeys.of(Settings.of(GatewayConfig.class, settings));
    }
}
