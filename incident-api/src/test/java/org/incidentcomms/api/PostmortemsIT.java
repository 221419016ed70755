package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.incidentcomms.api.storage.Redactable;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** What is written of an incident when it is over. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class PostmortemsIT {
    private static final String TEXT =
            "{\"title\":\"What happened on February 2nd\",\"body\":\"## Sessions\\r\\nA threshold was crossed.\","
                    + "\"author\":\"Alex Mann\"}";

    @Inject
    @Any
    Instance<Redactable> keepers;

    @Test
    void it_is_written_published_changed_and_withdrawn_and_only_that_is_told_which_should_be() {
        String id = resolved("Slow log-in");
        write(id, TEXT)
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("state", equalTo("draft"))
                .body("body", equalTo("## Sessions\nA threshold was crossed."))
                .body("url", nullValue())
                .body("published", nullValue());
        Api.viewer()
                .get("/v1/incidents/{id}", id)
                .then()
                .body("postmortem", nullValue())
                .header("ETag", "\"2\"");

        String slug = publish(id)
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("state", equalTo("published"))
                .body("published.author", equalTo("Alex Mann"))
                .body("url", containsString("/posts/what-happened-on-february-2nd"))
                .extract()
                .path("published.slug");
        write(id, TEXT.replace("threshold", "limit"))
                .header("ETag", "\"3\"")
                .body("state", equalTo("changed"))
                .body("published.body", containsString("threshold"));
        publish(id).body("state", equalTo("published")).body("published.body", containsString("limit"));
        publish(id).statusCode(200).header("ETag", "\"4\"");
        withdraw(id).statusCode(200).body("state", equalTo("draft")).body("body", containsString("limit"));
        Api.viewer().get("/v1/incidents/{id}", id).then().body("postmortem", nullValue());
        publish(id).body("published.slug", equalTo(slug));

        try (EventsOnTopic topic = new EventsOnTopic()) {
            List<PublishedEvent> events = topic.awaitOf(id, 6);
            assertThat(events)
                    .extracting(PublishedEvent::type)
                    .containsExactly(
                            EventType.INCIDENT_OPENED,
                            EventType.INCIDENT_UPDATED,
                            EventType.POSTMORTEM_PUBLISHED,
                            EventType.INCIDENT_EDITED,
                            EventType.POSTMORTEM_WITHDRAWN,
                            EventType.POSTMORTEM_PUBLISHED);
            Postmortem first = analysis(events.get(2));
            Postmortem changed = analysis(events.get(3));
            assertThat(((Announcement) events.get(2).data()).updateId()).isEqualTo(first.id());
            assertThat(changed.id()).isEqualTo(first.id());
            assertThat(changed.publishedAt()).isEqualTo(first.publishedAt());
            assertThat(((IncidentEvent) events.get(4).data()).incident().postmortem())
                    .isNull();
            assertThat(analysis(events.get(5)).id())
                    .as("told anew, so not to be taken for the first")
                    .isNotEqualTo(first.id());
        }
    }

    @Test
    void a_draft_never_reaches_kafka() {
        String id = resolved("Slow log-in");
        String secret = "secret" + UUID.randomUUID();
        write(id, TEXT.replace("threshold", secret)).statusCode(200);
        String after = Api.open("The next one");

        try (EventsOnTopic topic = new EventsOnTopic()) {
            topic.awaitOf(after, 1);
            assertThat(topic.of(id)).hasSize(2);
            assertThat(topic.telling(secret)).isEmpty();
        }
    }

    @Test
    void it_may_be_written_while_the_incident_is_open_but_not_published() {
        String id = Api.open("Slow log-in");
        publish(id).statusCode(409).body("detail", containsString("PUT"));
        write(id, TEXT).statusCode(200);
        publish(id).statusCode(409).body("detail", containsString("resolved"));
        withdraw(id).statusCode(409);
        Api.operator()
                .body("{\"status\":\"resolved\",\"message\":\"m\"}")
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201);
        publish(id).statusCode(200);
    }

    @Test
    void two_who_write_at_once_do_not_lose_each_others_text() {
        String id = Api.open("Slow log-in");
        write(id, TEXT).header("ETag", "\"1\"");
        Api.operator()
                .header("If-Match", "\"1\"")
                .body(TEXT.replace("threshold", "limit"))
                .put("/v1/incidents/{id}/postmortem", id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        Api.operator()
                .header("If-Match", "\"1\"")
                .body(TEXT)
                .put("/v1/incidents/{id}/postmortem", id)
                .then()
                .statusCode(412);
        Api.operator()
                .header("If-Match", "\"1\"")
                .post("/v1/incidents/{id}/postmortem/publish", id)
                .then()
                .statusCode(412);
    }

    @Test
    void it_is_published_once_however_often_it_is_asked_with_one_key() {
        String id = resolved("Slow log-in");
        write(id, TEXT);
        String key = UUID.randomUUID().toString();
        Response first =
                Api.operator().header("Idempotency-Key", key).post("/v1/incidents/{id}/postmortem/publish", id);
        withdraw(id).statusCode(200);

        Response second =
                Api.operator().header("Idempotency-Key", key).post("/v1/incidents/{id}/postmortem/publish", id);

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.asString()).isEqualTo(first.asString());
        Api.viewer().get("/v1/incidents/{id}", id).then().body("postmortem", nullValue());
    }

    @Test
    void an_analysis_of_a_hundred_thousand_characters_is_taken_and_one_more_is_not() {
        String id = resolved("Slow log-in");
        write(id, "{\"title\":\"t\",\"body\":\"" + "\\u00e9".repeat(100_000) + "\"}")
                .statusCode(200);
        write(id, "{\"title\":\"t\",\"body\":\"" + "x".repeat(100_001) + "\"}")
                .statusCode(422)
                .body("violations.field", hasItem("body"));
        publish(id).statusCode(200);
        try (EventsOnTopic topic = new EventsOnTopic()) {
            assertThat(analysis(topic.awaitOf(id, 3).getLast()).body()).hasSize(100_000);
        }
    }

    @Test
    void its_deliveries_are_shown_can_be_stopped_and_follow_its_own_notify() {
        String id = resolved("Slow log-in");
        write(id, TEXT.replace("}", ",\"notify\":{\"twitter\":false}}"));
        String analysis = publish(id).extract().path("published.id");

        Api.viewer()
                .get("/v1/incidents/{id}/deliveries", id)
                .then()
                .body("items.findAll { it.update_id == '" + analysis + "' }.channel", hasItem("email"))
                .body(
                        "items.find { it.update_id == '" + analysis + "' && it.channel == 'twitter' }.state",
                        equalTo("skipped"));
        Api.operator()
                .body("{\"update_id\":\"" + analysis + "\"}")
                .post("/v1/incidents/{id}/deliveries/stop", id)
                .then()
                .statusCode(202);
        Api.operator()
                .body("{\"update_id\":\"pmt_none\"}")
                .post("/v1/incidents/{id}/deliveries/stop", id)
                .then()
                .statusCode(422);
    }

    @Test
    void a_maintenance_has_one_too() {
        String id = Api.operator()
                .body("{\"title\":\"Maintenance\",\"message\":\"m\",\"starts_at\":\"2048-08-05T10:00:00-07:00\","
                        + "\"ends_at\":\"2048-08-05T16:00:00-07:00\"}")
                .post("/v1/maintenances")
                .path("id");
        Api.operator()
                .body(TEXT)
                .put("/v1/maintenances/{id}/postmortem", id)
                .then()
                .statusCode(200);
        Api.operator()
                .post("/v1/maintenances/{id}/postmortem/publish", id)
                .then()
                .statusCode(409)
                .body("detail", containsString("completed"));
        Api.operator().post("/v1/maintenances/{id}/cancel", id).then().statusCode(200);
        Api.operator()
                .post("/v1/maintenances/{id}/postmortem/publish", id)
                .then()
                .statusCode(200);
        Api.viewer().get("/v1/incidents/{id}/postmortem", id).then().statusCode(404);
    }

    @Test
    void a_preview_shows_it_and_publishes_nothing() {
        String id = resolved("Slow log-in");
        write(id, TEXT);
        Api.operator()
                .body("{\"incident_id\":\"" + id + "\",\"postmortem\":{}}")
                .post("/v1/previews")
                .then()
                .statusCode(200)
                .body("event_type", equalTo("postmortem.published"));
        Api.operator()
                .body("{\"incident_id\":\"" + id + "\",\"postmortem\":{\"title\":\"t\"}}")
                .post("/v1/previews")
                .then()
                .statusCode(422)
                .body("violations.field", contains("postmortem.body"));
        Api.viewer()
                .get("/v1/incidents/{id}/postmortem", id)
                .then()
                .body("state", equalTo("draft"))
                .header("ETag", "\"1\"");
    }

    @Test
    void of_what_is_withdrawn_the_draft_is_gone_too() {
        String id = Api.open("Slow log-in");
        write(id, TEXT);

        QuarkusTransaction.requiringNew().run(() -> keepers.forEach(keeper -> keeper.redact(id)));

        Api.viewer().get("/v1/incidents/{id}/postmortem", id).then().statusCode(404);
    }

    @Test
    void what_is_wrong_is_named() {
        String id = Api.open("Slow log-in");
        write(id, "{\"title\":\"t\"}").statusCode(422).body("violations.field", contains("body"));
        write(id, "{\"title\":\"a\\nb\",\"body\":\"b\"}").statusCode(422).body("violations.field", contains("title"));
        write(id, "{\"title\":7,\"body\":\"b\"}").statusCode(400).body("violations.field", contains("title"));
        write("inc_none", TEXT).statusCode(404);
        Api.viewer().get("/v1/incidents/{id}/postmortem", id).then().statusCode(404);
        Api.viewer().body(TEXT).put("/v1/incidents/{id}/postmortem", id).then().statusCode(403);
        Api.viewer().post("/v1/incidents/{id}/postmortem/publish", id).then().statusCode(403);
        Api.viewer().post("/v1/incidents/{id}/postmortem/withdraw", id).then().statusCode(403);
        Api.operator()
                .body("{\"sooner\":true}")
                .post("/v1/incidents/{id}/postmortem/publish", id)
                .then()
                .statusCode(422);
    }

    private static Postmortem analysis(PublishedEvent event) {
        return Objects.requireNonNull(((IncidentEvent) event.data()).incident().postmortem());
    }

    private static String resolved(String title) {
        String id = Api.open(title);
        Api.operator()
                .body("{\"status\":\"resolved\",\"message\":\"Over.\"}")
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201);
        return id;
    }

    private static ValidatableResponse write(String id, String body) {
        return Api.operator()
                .body(body)
                .put("/v1/incidents/{id}/postmortem", id)
                .then();
    }

    private static ValidatableResponse publish(String id) {
        return Api.operator().post("/v1/incidents/{id}/postmortem/publish", id).then();
    }

    private static ValidatableResponse withdraw(String id) {
        return Api.operator().post("/v1/incidents/{id}/postmortem/withdraw", id).then();
    }
}
