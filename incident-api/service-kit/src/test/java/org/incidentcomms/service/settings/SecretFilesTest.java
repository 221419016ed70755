package org.incidentcomms.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
    private static final Map<String, String> DEFAULTS = Map.of("quarkus.datasource.username", "incident_api");

    @TempDir
    private Path directory;

    @Test
    void a_secret_may_be_in_a_file() throws IOException {
        String password = file("s3cret phrase\n");
        String user = file("someone\n");

        SmallRyeConfig config =
                config(Map.of("QUARKUS_DATASOURCE_PASSWORD_FILE", password, "QUARKUS_DATASOURCE_USERNAME_FILE", user));

        assertThat(config.getValue("quarkus.datasource.password", String.class)).isEqualTo("s3cret phrase");
        assertThat(config.getValue("quarkus.datasource.username", String.class)).isEqualTo("someone");
    }

    @Test
    void the_address_of_a_webhook_is_a_secret_too() throws IOException {
        String url = file("https://hooks.example.com/T0/s3cret\n");

        SmallRyeConfig config = config(Map.of("OPERATOR_WEBHOOK_URL_FILE", url));

        assertThat(config.getValue("operator.webhook.url", String.class))
                .isEqualTo("https://hooks.example.com/T0/s3cret");
    }

    @Test
    void without_files_nothing_changes() {
        SmallRyeConfig config = config(Map.of("quarkus.datasource.password", "direct"));

        assertThat(config.getValue("quarkus.datasource.password", String.class)).isEqualTo("direct");
        assertThat(config.getValue("quarkus.datasource.username", String.class)).isEqualTo("incident_api");
    }

    @Test
    void both_forms_of_one_secret_are_an_error_that_tells_neither() throws IOException {
        String password = file("s3cret");
        Map<String, String> both =
                Map.of("quarkus.datasource.password", "d1rect", "QUARKUS_DATASOURCE_PASSWORD_FILE", password);

        assertThatIllegalStateException()
                .isThrownBy(() -> config(both))
                .withMessageContaining("QUARKUS_DATASOURCE_PASSWORD and QUARKUS_DATASOURCE_PASSWORD_FILE")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("s3cret", "d1rect"));
    }

    @Test
    void a_file_that_is_not_there_or_empty_is_an_error() throws IOException {
        Map<String, String> missing = Map.of(
                "QUARKUS_DATASOURCE_PASSWORD_FILE", directory.resolve("no").toString());
        Map<String, String> empty = Map.of("QUARKUS_DATASOURCE_PASSWORD_FILE", file(" \n"));

        assertThatIllegalStateException().isThrownBy(() -> config(missing)).withMessageContaining("cannot be read");
        assertThatIllegalStateException().isThrownBy(() -> config(empty)).withMessageContaining("is empty");
    }

    @Test
    void the_service_reads_its_settings_through_it() {
        assertThat(ServiceLoader.load(ConfigSourceFactory.class)).anyMatch(SecretFiles.class::isInstance);
    }

    private String file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "secret", ""), content)
                .toString();
    }

    private static SmallRyeConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(DEFAULTS, "defaults", 250))
                .withSources(new PropertiesConfigSource(environment, "environment", 300))
                .withSources(new SecretFiles())
                .build();
    }
}
