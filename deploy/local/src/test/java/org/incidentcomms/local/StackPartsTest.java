package org.incidentcomms.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.incidentcomms.local.part.ManagedProcess;
import org.incidentcomms.local.settings.StackLayout;
import org.incidentcomms.local.settings.StackLayout.Replica;
import org.incidentcomms.local.settings.StackPort;
import org.incidentcomms.local.settings.StackSettings;
import org.incidentcomms.local.token.TokenKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackPartsTest {

    private static final List<String> SERVICES =
            List.of("incident-api", "notifier-email", "notifier-twitter", "notifier-blog");

    @TempDir
    Path folder;

    @Test
    void nothingSetMeansThatEverythingIsStartedHere() throws IOException {
        assertThat(names(Map.of())).startsWith("postgres", "kafka", "mail").endsWith(SERVICES.toArray(String[]::new));
    }

    @Test
    void aServerOfTheUsersReplacesThePartItStandsFor() throws IOException {
        assertThat(names(Map.of("SMTP_HOST", "mail.example.org")))
                .doesNotContain("mail")
                .contains("kafka", "postgres");
        assertThat(names(Map.of("KAFKA_BOOTSTRAP_SERVERS", "broker:9092")))
                .doesNotContain("kafka")
                .contains("mail");
        assertThat(names(Map.of("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://db/any")))
                .doesNotContain("postgres")
                .containsAll(SERVICES);
    }

    @Test
    void whatTheEnvironmentSetsWinsButForThePortAndTheDatabaseOfEachService() throws IOException {
        Map<String, String> told = parts(Map.of(
                        "STATUS_PAGE_URL", "https://status.example.org",
                        "EMAIL_FROM", "Acme <status@acme.example>",
                        "SMTP_HOST", "",
                        "QUARKUS_HTTP_PORT", "1",
                        "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://db/any"))
                .environment(new Replica(StackPort.NOTIFIER_EMAIL, 1));
        assertThat(told)
                .containsEntry("STATUS_PAGE_URL", "https://status.example.org")
                .containsEntry("EMAIL_FROM", "Acme <status@acme.example>")
                .containsEntry("SMTP_HOST", "127.0.0.1")
                .containsEntry("QUARKUS_HTTP_PORT", "8081")
                .containsEntry("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://db/notifier_email");
    }

    /** A browser calls notifier-email from pages of two other services. */
    @Test
    void consoleAndStatusPageKnowWhereABrowserReachesNotifierEmail() throws IOException {
        StackParts parts = parts(Map.of());

        assertThat(parts.environment(new Replica(StackPort.INCIDENT_API, 1)))
                .containsEntry("CONSOLE_EMAIL_URL", "http://localhost:8081");
        assertThat(parts.environment(new Replica(StackPort.NOTIFIER_BLOG, 1)))
                .containsEntry("EMAIL_PUBLIC_URL", "http://localhost:8081");
        assertThat(parts.environment(new Replica(StackPort.NOTIFIER_EMAIL, 1)))
                .containsEntry("EMAIL_CONSOLE_ORIGINS", "http://localhost:8080,http://127.0.0.1:8080");
    }

    @Test
    void servicesFindTheKeyInAFolderOfAnyName() throws IOException {
        folder = Files.createDirectories(folder.resolve("my pr\u00f3jekt"));

        for (StackPort service : StackLayout.SERVICES) {
            Map<String, String> told = parts(Map.of()).environment(new Replica(service, 1));
            assertThat(Path.of(told.get("MP_JWT_VERIFY_PUBLICKEY_LOCATION")))
                    .isAbsolute()
                    .isRegularFile();
        }
    }

    @Test
    void aSecondReplicaSharesTheDatabaseAndHasAPortAndPagesOfItsOwn() throws IOException {
        StackLayout two = new StackLayout(
                Map.of(StackPort.NOTIFIER_EMAIL, 2, StackPort.NOTIFIER_BLOG, 2),
                Map.of("notifier-email-2", Map.of("SMTP_PORT", "2525")),
                List.of(new LinkedHashMap<>()),
                Map.of());

        assertThat(parts(Map.of(), two).all().stream().map(ManagedProcess::name).toList())
                .containsAll(SERVICES)
                .contains("notifier-email-2", "notifier-blog-2")
                .doesNotContain("incident-api-2", "notifier-twitter-2");
        assertThat(parts(Map.of(), two).environment(new Replica(StackPort.NOTIFIER_EMAIL, 2)))
                .containsEntry("QUARKUS_HTTP_PORT", "8181")
                .containsEntry("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:15432/notifier_email")
                .containsEntry("SMTP_PORT", "2525");
        assertThat(parts(Map.of(), two).environment(new Replica(StackPort.NOTIFIER_EMAIL, 1)))
                .containsEntry("SMTP_PORT", "1025");
        assertThat(parts(Map.of(), two).environment(new Replica(StackPort.NOTIFIER_BLOG, 2)))
                .containsEntry(
                        "BLOG_SITE_DIRECTORY", folder.resolve("data/site-2").toString());
    }

    @Test
    void oneProcessMayRunAnotherBuild() throws IOException {
        Map<StackPort, Integer> two = Map.of(StackPort.NOTIFIER_EMAIL, 2);
        Path other = folder.resolve("other");
        StackParts parts = parts(
                Map.of(),
                new StackLayout(two, Map.of(), List.of(new LinkedHashMap<>()), Map.of("notifier-email-2", other)));

        assertThat(parts.jar(new Replica(StackPort.NOTIFIER_EMAIL, 2)))
                .isEqualTo(other.resolve("notifier-email/target/quarkus-app/quarkus-run.jar"));
        assertThat(parts.jar(new Replica(StackPort.NOTIFIER_EMAIL, 1)))
                .isEqualTo(folder.resolve("notifier-email/target/quarkus-app/quarkus-run.jar"));
        assertThatThrownBy(() -> new StackLayout(
                        two, Map.of(), List.of(new LinkedHashMap<>()), Map.of("notifier-email-3", other)))
                .hasMessageContaining("notifier-email-3");
    }

    @Test
    void servicesKnowAllOfThreeBrokers() throws IOException {
        StackLayout three = new StackLayout(
                Map.of(),
                Map.of(),
                List.of(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>()),
                Map.of());

        assertThat(parts(Map.of(), three).all().stream()
                        .map(ManagedProcess::name)
                        .toList())
                .contains("kafka", "kafka-2", "kafka-3");
        assertThat(parts(Map.of(), three).environment(new Replica(StackPort.NOTIFIER_BLOG, 1)))
                .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:19092,127.0.0.1:19192,127.0.0.1:19292");
    }

    private List<String> names(Map<String, String> environment) throws IOException {
        return parts(environment).all().stream().map(ManagedProcess::name).toList();
    }

    private StackParts parts(Map<String, String> environment) throws IOException {
        return parts(environment, StackLayout.SINGLE);
    }

    private StackParts parts(Map<String, String> environment, StackLayout layout) throws IOException {
        StackSettings settings = new StackSettings(folder, folder.resolve("data"), 0, environment);
        return new StackParts(settings, layout, TokenKey.in(settings.data()), "secret");
    }
}
