package org.incidentcomms.twitter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.incidentcomms.twitter.gateway.GatewayConfig;
import org.incidentcomms.twitter.post.PostConfig;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Pattern FILE = Pattern.compile("\\| `([^`|]+\\.(?:java|sql|md))` \\|");

    @Test
    void every_file_it_names_is_there() throws IOException {
        List<String> named =
                FILE.matcher(readme()).results().map(result -> result.group(1)).toList();

        assertThat(named)
                .hasSizeGreaterThan(5)
                .allSatisfy(file -> assertThat(Path.of(file)).exists());
    }

    @Test
    void every_setting_is_told() throws IOException {
        String readme = readme();

        assertThat(Stream.of(GatewayConfig.class, PostConfig.class)
                        .flatMap(config -> Stream.of(config.getDeclaredMethods()))
                        .map(method -> "TWITTER_" + snake(method.getName()))
                        .filter(setting -> !setting.endsWith("_FILE")))
                .isNotEmpty()
                .allSatisfy(setting -> assertThat(readme).contains("`" + setting + "`"));
    }

    private static String snake(String name) {
        return Pattern.compile("[A-Z]")
                .matcher(name)
                .replaceAll((MatchResult capital) -> "_" + capital.group())
                .toUpperCase(Locale.ROOT);
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
