package org.incidentcomms.api.channel;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.EventsOnTopic;
import org.incidentcomms.api.Reports;
import org.incidentcomms.api.Reports.Tally;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.StatusEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.testkit.Patience;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** A channel that is nothing but settings: this service has no line of code for it. */
@QuarkusTest
@TestProfile(FurtherChannelIT.WithChat.class)
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
@WithTestResource(PretendChatNotifier.class)
class FurtherChannelIT {

    /** The settings. */
    public static final class WithChat implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "catalogue.channels[3].name", "chat",
                    "catalogue.channels[3].label", "Chat rooms",
                    "catalogue.channels[3].destinations", "chat",
                    "catalogue.channels[3].longest-text", "40");
        }
    }

    @Test
    void it_is_in_the_catalogue() {
        Api.viewer()
                .get("/v1/channels")
                .then()
                .statusCode(200)
                .body("items.name", contains("email", "twitter", "blog", "chat"))
                .body("items[3].label", equalTo("Chat rooms"))
                .body("items[3].destinations", contains("chat"))
                .body("items[3].longest_text", equalTo(40))
                .body("items[2].longest_text", nullValue());
    }

    @Test
    void its_state_is_shown_and_it_is_resumed_although_the_other_notifiers_are_away() {
        Api.viewer()
                .get("/v1/channels")
                .then()
                .body("items[0].states[0].state", equalTo("away"))
                .body("items[0].states[0].reason", equalTo("it cannot be reached"))
                .body("items[2].states.destination", contains("site", "wordpress", "git"))
                .body("items[3].states[0].state", equalTo("parked"))
                .body("items[3].states[0].reason", equalTo("credentials"))
                .body("items[3].states[0].since", equalTo("2026-02-02T08:00:00Z"));

        Api.viewer().post("/v1/channels/chat/resume").then().statusCode(403);
        Api.operator().post("/v1/channels/x/resume").then().statusCode(200).body("state", equalTo("away"));
        Api.operator().post("/v1/channels/chat/resume").then().statusCode(200).body("state", equalTo("working"));
        Api.operator()
                .body("{\"email\":\"you@example.com\"}")
                .post("/v1/channels/chat/test-message")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(false))
                .body("reason", equalTo("this channel has no test message"));
        Api.operator()
                .body("{\"email\":\"you@broken.example\"}")
                .post("/v1/channels/chat/test-message")
                .then()
                .body("accepted", equalTo(false))
                .body("reason", equalTo("the connection broke; the message may still arrive"));
        Api.operator()
                .get("/v1/audit?resource=chat&action=channel.resumed")
                .then()
                .body("items.actor", contains("alex.mann"));
    }

    @Test
    void it_is_chosen_by_name_and_has_texts_of_its_own() {
        String id = open(
                "{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"notify\":{\"chat\":false},\"texts\":{\"chat\":\"brb\"}}");

        ChannelSelection told = announced(id).notified();
        assertThat(told.includes("email")).isTrue();
        assertThat(told.includes("chat")).isFalse();
        assertThat(told.includes("added-later"))
                .as("where the operator named some")
                .isFalse();
        assertThat(announced(id).incident().updates().getFirst().texts().of("chat"))
                .isEqualTo("brb");
        Api.viewer()
                .get("/v1/incidents/{id}", id)
                .then()
                .body("updates[0].notify", hasKey("chat"))
                .body("updates[0].notify.size()", equalTo(4))
                .body("updates[0].texts.chat", equalTo("brb"));
    }

    @Test
    void whoever_names_none_tells_also_those_added_later() {
        ChannelSelection told = announced(open("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\"}"))
                .notified();

        assertThat(told.includes("chat")).isTrue();
        assertThat(told.includes("added-later")).isTrue();
    }

    @Test
    void what_it_does_not_take_is_refused_by_name() {
        refused("\"notify\":{\"fax\":true}")
                .body("violations[0].field", equalTo("notify.fax"))
                .body("violations[0].message", containsString("email, twitter, blog, chat"));
        refused("\"notify\":{\"*\":false}").body("violations[0].field", equalTo("notify.*"));
        refused("\"texts\":{\"blog\":\"b\"}")
                .body("violations[0].field", equalTo("texts.blog"))
                .body("violations[0].message", containsString("email_subject, twitter, chat"));
        refused("\"texts\":{\"chat\":\"" + "x".repeat(41) + "\"}")
                .body("violations[0].field", equalTo("texts.chat"))
                .body("violations[0].message", containsString("at most 40"));
    }

    @Test
    void its_notifier_is_asked_for_previews() {
        Api.operator()
                .body("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\"}")
                .post("/v1/previews")
                .then()
                .statusCode(200)
                .body("channels.channel", contains("email", "twitter", "blog", "chat"))
                .body("channels[3].state", equalTo("ok"))
                .body("channels[3].recipients", equalTo(7));
    }

    @Test
    void its_deliveries_are_shown_stopped_and_tried_again() {
        String id = open("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\"}");
        String update = Api.viewer().get("/v1/incidents/{id}", id).path("updates[0].id");
        try (Reports reports = new Reports()) {
            reports.send(id, 1, update, "chat", DeliveryState.PARTIAL, new Tally(7, 6, 1));
        }
        Patience.await()
                .until(() -> Api.viewer()
                        .get("/v1/incidents/{id}/deliveries", id)
                        .jsonPath()
                        .getList("items.state", String.class)
                        .equals(List.of("pending", "pending", "pending", "partial")));
        for (String call : List.of("stop", "retry")) {
            Api.operator()
                    .body("{\"channels\":[\"chat\"]}")
                    .post("/v1/incidents/{id}/deliveries/{call}", id, call)
                    .then()
                    .statusCode(202);
        }
        Api.operator()
                .body("{\"channels\":[\"fax\"]}")
                .post("/v1/incidents/{id}/deliveries/stop", id)
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("channels[0]"))
                .body("violations[0].message", containsString("chat"));

        try (EventsOnTopic topic = new EventsOnTopic()) {
            List<StatusEvent> events =
                    topic.awaitOf(id, 3).stream().map(event -> event.data()).toList();
            assertThat(((DeliveryStopRequested) events.get(1)).channels()).containsExactly("chat");
            assertThat(((DeliveryRetryRequested) events.get(2)).channels()).containsExactly("chat");
        }
    }

    @Test
    void the_console_and_the_document_know_it() {
        assertThat(given().get("/").asString())
                .contains("name=\"notify.chat\"")
                .contains("Chat rooms")
                .contains("name=\"texts.chat\"");
        given().get("/q/openapi?format=json")
                .then()
                .body("components.schemas.NotifyChoice.properties", hasKey("chat"))
                .body("components.schemas.ChannelTexts.properties.chat.maxLength", equalTo(40));
    }

    private static String open(String body) {
        return Api.operator()
                .body(body)
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static Announcement announced(String id) {
        try (EventsOnTopic topic = new EventsOnTopic()) {
            return (Announcement) topic.awaitOf(id, 1).getFirst().data();
        }
    }

    private static io.restassured.response.ValidatableResponse refused(String field) {
        return Api.operator()
                .body("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\"," + field + "}")
                .post("/v1/incidents")
                .then()
                .statusCode(422);
    }
}
