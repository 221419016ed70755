package org.incidentcomms.example.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.example.BesideIncidentApi;
import org.incidentcomms.example.ExampleRemotes;
import org.incidentcomms.testkit.contract.RemoteSystem.Accepted;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The way of an update through a channel for which no code exists outside this module: the built incident-api, Kafka, and
 * a notifier that is the kit and {@link ChatChannel}.
 */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "notifier_examples"),
            @ResourceArg(name = "kafka", value = "true")
        })
@WithTestResource(ExampleRemotes.class)
class ChatNotifierIT extends BesideIncidentApi {
    @ConfigProperty(name = "chat.port")
    int port;

    @SuppressWarnings("NullAway.Init") // opened before the first test
    private ChatRoom room;

    @BeforeAll
    void open() {
        room = new ChatRoom(port);
    }

    @AfterEach
    void endFaults() {
        room.reset();
    }

    @AfterAll
    void close() {
        room.close();
    }

    @Test
    void an_update_reaches_the_room_and_the_operator_sees_it() {
        String id = api.open("Slow reports", "We are looking into it.");

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
        String id = api.opened(
                "{\"impact\":\"minor\",\"title\":\"Own words\",\"message\":\"m\",\"texts\":{\"chat\":\"brb, folks\"}}");

        awaitState(id, "delivered");
        assertThat(texts("brb"))
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith("brb, folks\n\nhttp"));
    }

    @Test
    void a_preview_shows_it_and_posts_nothing() {
        api.operator()
                .body("{\"impact\":\"minor\",\"title\":\"Only looked at\",\"message\":\"m\"}")
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
        String id = api.opened(
                "{\"impact\":\"minor\",\"title\":\"Not for chat\",\"message\":\"m\",\"notify\":{\"chat\":false}}");

        awaitState(id, "skipped");
        assertThat(texts("Not for chat")).isEmpty();
    }

    @Test
    void what_has_not_left_is_stopped_by_name() {
        room.goDown();
        String id = api.open("Never mind", "It was nothing.");
        awaitState(id, "pending");
        ask(id, "stop");

        awaitState(id, "stopped");
        room.comeUp();
        awaitState(api.open("After it", "The room is back."), "delivered");
        assertThat(texts("Never mind")).isEmpty();
    }

    @Test
    void what_failed_is_tried_again_by_name() {
        room.rejectNext(1);
        String id = api.open("Refused once", "Second time lucky.");
        awaitState(id, "failed");
        ask(id, "retry");

        awaitState(id, "delivered");
        assertThat(texts("Refused once")).hasSize(1);
    }

    @Test
    void a_name_nobody_has_configured_is_refused() {
        api.operator()
                .body("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"notify\":{\"fax\":true}}")
                .post("/v1/incidents")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("notify.fax"))
                .body("violations[0].message", containsString("email, twitter, blog, chat, copy"));
        api.operator()
                .body("{\"channels\":[\"fax\"]}")
                .post("/v1/incidents/{id}/deliveries/stop", api.open("Known", "m"))
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("channels[0]"));
    }

    private void ask(String id, String call) {
        api.operator()
                .body("{\"channels\":[\"chat\"]}")
                .post("/v1/incidents/{id}/deliveries/{call}", id, call)
                .then()
                .statusCode(202);
    }

    private void awaitState(String id, String state) {
        api.awaitState(id, "chat", state);
    }

    private List<String> texts(String part) {
        return room.accepted().stream()
                .map(Accepted::text)
                .filter(text -> text.contains(part))
                .toList();
    }
}
