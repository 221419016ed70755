package org.incidentcomms.testkit.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.incidentcomms.testkit.Ports;
import org.incidentcomms.testkit.Tokens;
import org.junit.jupiter.api.Test;

class ServiceResourcesIT {

    @Test
    void onlyWhatIsAskedForIsConfigured() {
        Map<String, String> config = started(Map.of());
        assertThat(config)
                .containsOnlyKeys(
                        "mp.jwt.verify.publickey",
                        "mp.jwt.verify.publickey.location",
                        "mp.jwt.verify.issuer",
                        "mp.jwt.verify.audiences");
    }

    @Test
    void theKeyThatTokensAreSignedWithIsWhereTheConfigurationSays() throws Exception {
        String location = started(Map.of()).get("mp.jwt.verify.publickey.location");
        assertThat(Files.readString(Path.of(java.net.URI.create(Objects.requireNonNull(location)))))
                .isEqualTo(Tokens.publicKeyPem());
    }

    @Test
    void everyStartGivesAnEmptyDatabase() throws Exception {
        Map<String, String> first = started(Map.of("database", "resources_test"));
        try (Connection connection = connection(first);
                var statement = connection.createStatement()) {
            statement.execute("create table note (word text)");
            statement.execute("select * from note");
        }
        Map<String, String> second = started(Map.of("database", "resources_test"));
        assertThat(second.get("quarkus.datasource.jdbc.url")).isEqualTo(first.get("quarkus.datasource.jdbc.url"));
        try (Connection connection = connection(second);
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("select * from note")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void theBrokerIsSharedAndBeginsWithoutTheNamedTopics() throws Exception {
        Map<String, String> first = started(Map.of("kafka", "true"));
        SharedServers.kafka().recreateTopic("kept", 1, Map.of());
        SharedServers.kafka().recreateTopic("dropped", 1, Map.of());
        SharedServers.kafka().stop();
        assertThat(SharedServers.kafka().isRunning())
                .as("asking for it does not start it")
                .isFalse();

        Map<String, String> second = started(Map.of("kafka", "true", "delete-topics", "dropped, never-there"));
        assertThat(second).isEqualTo(first);
        try (var admin = SharedServers.kafka().admin()) {
            assertThat(admin.listTopics().names().get()).contains("kept").doesNotContain("dropped");
        }
    }

    @Test
    void mailAndXBelongToTheProfileAndEndWithIt() {
        ServiceResources resources = new ServiceResources();
        resources.init(Map.of("smtp", "true", "x", "true"));
        Map<String, String> config = resources.start();
        int smtp = SharedServers.mail().port();
        int x = SharedServers.x().port();
        assertThat(config)
                .containsEntry("SMTP_PORT", String.valueOf(smtp))
                .containsEntry("smtp.port", String.valueOf(smtp))
                .containsEntry("TWITTER_API_URL", "http://127.0.0.1:" + x + "/2/")
                .containsEntry("twitter.api-url", "http://127.0.0.1:" + x + "/2/")
                .containsKeys("twitter.access-token-secret", "TWITTER_CONSUMER_KEY");
        assertThat(List.of(smtp, x)).allMatch(Ports::isOpen);
        resources.stop();
        assertThat(List.of(smtp, x)).noneMatch(Ports::isOpen);
    }

    private static Map<String, String> started(Map<String, String> arguments) {
        ServiceResources resources = new ServiceResources();
        resources.init(arguments);
        return resources.start();
    }

    private static Connection connection(Map<String, String> config) throws SQLException {
        return DriverManager.getConnection(
                Objects.requireNonNull(config.get("quarkus.datasource.jdbc.url")),
                config.get("quarkus.datasource.username"),
                config.get("quarkus.datasource.password"));
    }
}
