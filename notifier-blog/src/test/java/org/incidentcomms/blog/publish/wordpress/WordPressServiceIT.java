package org.incidentcomms.blog.publish.wordpress;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.incidentcomms.testkit.Patience.await;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.incidentcomms.events.Impact;
import org.incidentcomms.testkit.ServiceProcess;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.contract.NotifierFixture;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built service with a mirror: the site is up whatever becomes of the mirror's database. */
@Tag("contract")
class WordPressServiceIT {
    private static final String DATABASE = "notifier_blog_late";

    private final WordPressStub stub = new WordPressStub(StubSettings.USUAL);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void the_site_starts_while_the_database_is_away_and_the_mirror_when_it_comes() throws Exception {
        EmbeddedPostgresServer postgres = SharedServers.postgres();
        postgres.dropDatabase(DATABASE);
        try (NotifierFixture fixture = new NotifierFixture(List.of())) {
            Map<String, String> settings = settings();
            settings.put(
                    "KAFKA_BOOTSTRAP_SERVERS",
                    String.valueOf(fixture.kafka().reader().get("bootstrap.servers")));
            settings.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(DATABASE));
            settings.put("QUARKUS_DATASOURCE_USERNAME", EmbeddedPostgresServer.USER);
            Scenario story = Scenario.incident("Slow reports", Impact.MINOR);
            fixture.topic().publish(story.opens("They are slow."));
            try (ServiceProcess service = ServiceProcess.start(settings)) {
                String address = service.awaitAddress();
                await().until(() -> health(address).contains("deliveries wait for it"));
                given().baseUri(address)
                        .header("Authorization", "Bearer " + Tokens.token("vera", "viewer"))
                        .get("/v1/channels")
                        .then()
                        .statusCode(200)
                        .body("items[0].destination", equalTo("wordpress"));
                await().until(() -> given().baseUri(address).get("/").asString().contains("Slow reports"));
                assertThat(stub.posts().all()).isEmpty();

                postgres.createDatabase(DATABASE);

                await().until(() -> stub.posts().all().toString().contains("They are slow."));
                assertThat(health(address)).doesNotContain("deliveries wait for it");
                assertThat(service.output()).doesNotContain("loop failed", WordPressStub.PASSWORD);
            }
        } finally {
            postgres.dropDatabase(DATABASE);
        }
    }

    @Test
    void a_mirror_without_a_database_setting_does_not_start_and_names_it() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(settings())) {
            assertThat(service.awaitExit()).isEqualTo(1);
            assertThat(service.output()).contains("QUARKUS_DATASOURCE_JDBC_URL must name a PostgreSQL database");
        }
    }

    private Map<String, String> settings() {
        return new HashMap<>(Map.of(
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                Tokens.publicKeyFile().toString(),
                "BLOG_SITE_DIRECTORY",
                folder.resolve("site").toString(),
                "WORDPRESS_URL",
                stub.url(),
                "WORDPRESS_USERNAME",
                WordPressStub.USER,
                "WORDPRESS_APPLICATION_PASSWORD",
                WordPressStub.PASSWORD));
    }

    private static String health(String address) {
        return given().baseUri(address).get("/q/health").asString();
    }
}
