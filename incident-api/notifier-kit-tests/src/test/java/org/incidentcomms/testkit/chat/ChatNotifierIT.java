package org.incidentcomms.testkit.chat;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.testkit.Ports;
import org.incidentcomms.testkit.ServiceProcess;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.contract.RemoteSystem.Accepted;
import org.incidentcomms.testkit.copy.CopySite;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The way of an update through a channel that nobody wrote a line for outside this package: incident-api as it was built,
 * which knows the chat by settings alone, Kafka, and the chat notifier, which is the kit and {@link ChatChannel}.
 */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "notifier_chat"),
            @ResourceArg(name = "kafka", value = "true")
        })
@WithTestResource(ChatNotifierIT.Settings.class)
@Tag("service")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatNotifierIT {
    private static final String API_DATABASE = "incident_api_for_chat";
    private static final String COPY_TOKEN = "token-of-the-copy";

    /** Where the room will be, once the test opens it. */
    public static final class Settings implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            int port = Ports.free();
            int copyPort = Ports.free();
            return Map.of(
                    "chat.port",
                    Integer.toString(port),
                    "chat.webhook.url",
                    ChatRoom.webhook(port).toString(),
                    "copy.port",
                    Integer.toString(copyPort),
                    "copy.site.url",
                    "http://127.0.0.1:" + copyPort + "/",
                    "copy.site.token",
                    COPY_TOKEN,
                    "retry.first.pause",
                    "PT0.1S",
                    "retry.longest.pause",
                    "PT1S");
        }

        @Override
        public void stop() {}
    }

    @SuppressWarnings("NullAway.Init") // by Quarkus
    @TestHTTPResource
    URI notifier;

    @ConfigProperty(name = "chat.port")
    int port;

    @ConfigProperty(name = "copy.port")
    int copyPort;

    @SuppressWarnings("NullAway.Init") // opened before the first test
    private ChatRoom room;

    @SuppressWarnings("NullAway.Init") // opened before the first test
    private CopySite site;

    @SuppressWarnings("NullAway.Init") // started before the first test
    private ServiceProcess process;

    @SuppressWarnings("NullAway.Init") // started before the first test
    private String api;

    @BeforeAll
    void startTheOthers() {
        room = new ChatRoom(port);
        site = new CopySite(COPY_TOKEN, copyPort);
        EmbeddedPostgresServer postgres = SharedServers.postgres();
        postgres.dropDatabase(API_DATABASE);
        postgres.createDatabase(API_DATABASE);
        Map<String, String> settings = new HashMap<>(Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                postgres.jdbcUrl(API_DATABASE),
                "QUARKUS_DATASOURCE_USERNAME",
                EmbeddedPostgresServer.USER,
                "KAFKA_BOOTSTRAP_SERVERS",
                SharedServers.kafka().bootstrapServers(),
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                Tokens.publicKeyFile().toString(),
                "CATALOGUE_CHANNELS_3__LONGEST_TEXT",
                "4000"));
        settings.putAll(catalogued(3, "chat", "Chat room"));
        settings.putAll(catalogued(4, "copy", "Copy of each incident"));
        process = ServiceProcess.start(Path.of(".."), settings);
        api = process.awaitAddress();
    }

    /** All that incident-api has to be told of a channel. */
    private Map<String, String> catalogued(int place, String name, String label) {
        String prefix = "CATALOGUE_CHANNELS_" + place + "__";
        return Map.of(
                prefix + "NAME",
                name,
                prefix + "LABEL",
                label,
                prefix + "DESTINATIONS",
                name,
                prefix + "URL",
                notifier.toString());
    }

    @AfterEach
    void nothingGoesWrongAnyMore() {
        room.reset();
        site.reset();
    }

    @AfterAll
    void stopTheOthers() throws Exception {
        process.close();
        room.close();
        site.close();
    }

    @Test
    void a_mirror_follows_every_change_and_the_operator_sees_that_too() {
        String id = open("Mirrored", "First wodr.");
        awaitCopy(id, "First wodr.");
        String update = operator().get("/v1/incidents/{id}", id).path("updates[0].id");
        operator()
                .body("{\"message\":\"First word.\"}")
                .patch("/v1/incidents/{id}/updates/{update}", id, update)
                .then()
                .statusCode(200);
        awaitCopy(id, "First word.");
        await("the silent edit is reported")
                .until(() -> operator()
                        .get("/v1/incidents/{id}/deliveries", id)
                        .jsonPath()
                        .getList("items.findAll { it.update_id == null }.state")
                        .equals(List.of("delivered")));

        as("admin")
                .body("{\"reason\":\"a name was in it\"}")
                .post("/v1/incidents/{id}/withdraw", id)
                .then()
                .statusCode(200);

        await("the copy is gone").until(() -> !site.copies().containsKey(id));
    }

    @Test
    void a_mirror_is_chosen_and_previewed_by_name() {
        String id = opened("{\"title\":\"Not copied\",\"message\":\"m\",\"notify\":{\"copy\":false}}");
        awaitState(id, "copy", "skipped");
        assertThat(site.copies()).doesNotContainKey(id);
        operator()
                .body("{\"title\":\"Looked at\",\"message\":\"m\"}")
                .post("/v1/previews")
                .then()
                .statusCode(200)
                .body("channels[4].channel", equalTo("copy"))
                .body("channels[4].state", equalTo("ok"));
    }

    private void awaitCopy(String id, String text) {
        await("the copy says " + text)
                .until(() ->
                        site.copies().getOrDefault(id, List.of("")).getFirst().contains(text));
    }

    @Test
    void an_update_reaches_the_room_and_the_operator_sees_it() {
        String id = open("Slow reports", "We are looking into it.");

        awaitState(id, "delivered");
        assertThat(texts("Slow reports"))
                .singleElement()
                .satisfies(
                        text -> assertThat(text)
                                .isEqualTo(
                                        "Slow reports\n\nWe are looking into it.\n\nhttp://localhost:8083/incidents/slow-reports"));
    }

    @Test
    void words_for_this_channel_alone_are_used_as_they_are() {
        String id = opened("{\"title\":\"Own words\",\"message\":\"m\",\"texts\":{\"chat\":\"brb, folks\"}}");

        awaitState(id, "delivered");
        assertThat(texts("brb"))
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith("brb, folks\n\nhttp"));
    }

    @Test
    void a_preview_shows_it_and_posts_nothing() {
        operator()
                .body("{\"title\":\"Only looked at\",\"message\":\"m\"}")
                .post("/v1/previews")
                .then()
                .statusCode(200)
                .body("channels.channel", contains("email", "twitter", "blog", "chat", "copy"))
                .body("channels[3].state", equalTo("ok"))
                .body("channels[3].recipients", equalTo(1))
                .body("channels[3].previews[0].parts.text", containsString("Only looked at"));

        assertThat(texts("Only looked at")).isEmpty();
    }

    @Test
    void who_is_left_out_is_not_told() {
        String id = opened("{\"title\":\"Not for chat\",\"message\":\"m\",\"notify\":{\"chat\":false}}");

        awaitState(id, "skipped");
        assertThat(texts("Not for chat")).isEmpty();
    }

    @Test
    void what_has_not_left_is_stopped_by_name() {
        room.goDown();
        String id = open("Never mind", "It was nothing.");
        awaitState(id, "pending");
        ask(id, "stop");

        awaitState(id, "stopped");
        room.comeUp();
        awaitState(open("After it", "The room is back."), "delivered");
        assertThat(texts("Never mind")).isEmpty();
    }

    @Test
    void what_failed_is_tried_again_by_name() {
        room.rejectNext(1);
        String id = open("Refused once", "Second time lucky.");
        awaitState(id, "failed");
        ask(id, "retry");

        awaitState(id, "delivered");
        assertThat(texts("Refused once")).hasSize(1);
    }

    @Test
    void a_name_nobody_has_configured_is_refused() {
        operator()
                .body("{\"title\":\"t\",\"message\":\"m\",\"notify\":{\"fax\":true}}")
                .post("/v1/incidents")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("notify.fax"))
                .body("violations[0].message", containsString("email, twitter, blog, chat, copy"));
        operator()
                .body("{\"channels\":[\"fax\"]}")
                .post("/v1/incidents/{id}/deliveries/stop", open("Known", "m"))
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("channels[0]"));
    }

    private String open(String title, String message) {
        return opened("{\"title\":\"" + title + "\",\"message\":\"" + message + "\"}");
    }

    private String opened(String body) {
        return operator()
                .body(body)
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void ask(String id, String call) {
        operator()
                .body("{\"channels\":[\"chat\"]}")
                .post("/v1/incidents/{id}/deliveries/{call}", id, call)
                .then()
                .statusCode(202);
    }

    private void awaitState(String id, String state) {
        awaitState(id, "chat", state);
    }

    private void awaitState(String id, String channel, String state) {
        await(channel + " says " + state).until(() -> state(id, channel), state::equals);
    }

    private String state(String id, String channel) {
        List<Map<String, String>> deliveries =
                operator().get("/v1/incidents/{id}/deliveries", id).jsonPath().getList("items");
        return deliveries.stream()
                .filter(delivery -> channel.equals(delivery.get("channel")))
                .map(delivery -> delivery.get("state"))
                .findFirst()
                .orElse("");
    }

    private List<String> texts(String part) {
        return room.accepted().stream()
                .map(Accepted::text)
                .filter(text -> text.contains(part))
                .toList();
    }

    private RequestSpecification operator() {
        return as("operator");
    }

    private RequestSpecification as(String group) {
        return given().baseUri(api)
                .port(URI.create(api).getPort())
                .header("Authorization", "Bearer " + Tokens.token("olga", group))
                .contentType(ContentType.JSON);
    }
}
