package org.incidentcomms.service.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.jwt.util.ResourceUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicKeyLocationTest {
    private static final String CONTENT = "the key";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void key() throws IOException {
        file = Files.createDirectories(folder.resolve("my pr\u00f3jekt+1")).resolve("public key.pem");
        Files.writeString(file, CONTENT);
    }

    @Test
    void a_path_with_blanks_and_letters_other_than_ascii_is_found_in_every_spelling() throws IOException {
        String encoded = file.toUri().toString();
        assertThat(encoded).contains("my%20pr%C3%B3jekt");

        assertThat(read(file.toString())).isEqualTo(CONTENT);
        assertThat(read(encoded)).isEqualTo(CONTENT);
        assertThat(read(file.toUri().toASCIIString())).isEqualTo(CONTENT);
        assertThat(read("file://" + file.toUri().getRawPath())).isEqualTo(CONTENT);
        assertThat(read("file:" + file)).isEqualTo(CONTENT);
        assertThat(read("file://" + file)).isEqualTo(CONTENT);
        assertThat(read("  " + file + " ")).isEqualTo(CONTENT);
    }

    @Test
    void a_name_with_a_percent_sign_that_is_not_encoded_is_found() throws IOException {
        Path percent = Files.writeString(folder.resolve("100%25.pem"), CONTENT);
        Path broken = Files.writeString(folder.resolve("100%.pem"), CONTENT);

        assertThat(read(percent.toString())).isEqualTo(CONTENT);
        assertThat(read("file:" + percent)).isEqualTo(CONTENT);
        assertThat(read(percent.toUri().toString())).isEqualTo(CONTENT);
        assertThat(read("file:" + broken)).isEqualTo(CONTENT);
    }

    @Test
    void what_is_no_file_stays_as_it_is() {
        assertThat(configured("https://login.example.com/a%20b/jwks"))
                .isEqualTo("https://login.example.com/a%20b/jwks");
        assertThat(configured("classpath:keys/public%20key.pem")).isEqualTo("classpath:keys/public%20key.pem");
        assertThat(configured("keys/in-a-jar.pem")).isEqualTo("keys/in-a-jar.pem");
    }

    @Test
    void a_file_that_is_not_there_is_named_as_a_path() {
        assertThat(configured("file:///srv/my%20keys/public.pem")).isEqualTo("/srv/my keys/public.pem");
    }

    /** As SmallRye JWT reads it. */
    private static String read(String location) throws IOException {
        return ResourceUtils.readResource(configured(location));
    }

    private static String configured(String location) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredInterceptors()
                .withSources(new PropertiesConfigSource(Map.of(PublicKeyLocation.PROPERTY, location), "test", 300))
                .build()
                .getValue(PublicKeyLocation.PROPERTY, String.class);
    }
}
