package org.incidentcomms.service.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeySetAlgorithmsTest {
    private static final String LOCATION = "mp.jwt.verify.publickey.location";

    @Test
    void a_key_set_is_good_for_every_usual_signature_and_for_no_shared_secret() {
        String algorithms =
                algorithms(Map.of(LOCATION, "https://login.example.com/jwks")).orElseThrow();

        assertThat(algorithms.split(",")).contains("RS256", "ES256", "PS256").noneMatch(name -> name.startsWith("HS"));
    }

    @Test
    void a_key_file_is_left_alone() {
        assertThat(algorithms(Map.of(LOCATION, "file:/etc/key.pem"))).isEmpty();
        assertThat(algorithms(Map.of())).isEmpty();
    }

    @Test
    void what_an_operator_says_counts() {
        var said = Map.of(LOCATION, "https://login.example.com/jwks", KeySetAlgorithms.ALGORITHM, "ES256");

        assertThat(algorithms(said)).contains("ES256");
    }

    private static Optional<String> algorithms(Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new io.smallrye.config.PropertiesConfigSource(settings, "test", 300))
                .withSources(new KeySetAlgorithms())
                .build();
        return config.getOptionalValue(KeySetAlgorithms.ALGORITHM, String.class);
    }
}
