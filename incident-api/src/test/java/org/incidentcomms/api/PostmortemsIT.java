package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
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
    @Test
    void it_is_written_published_changed_and_withdrawn_and_only_that_is_told_which_should_be() {
        String id = PostmortemCalls.resolved("Slow log-in");
        PostmortemCalls.write(id, PostmortemCalls.TEXT)
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

        String slug = PostmortemCalls.publish(id)
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("state", equalTo("published"))
                .body("published.author", equalTo("Alex Mann"))
                .body("url", containsString("/posts/what-happened-on-february-2nd"))
                .extract()
                .path("published.slug");
        PostmortemCalls.write(id, PostmortemCalls.TEXT.replace("threshold", "limit"))
                .header("ETag", "\"3\"")
                .body("state", equalTo("changed"))
                .body("published.body", containsString("threshold"));
        PostmortemCalls.publish(id).body("state", equalTo("published")).body("published.body", containsString("limit"));
        PostmortemCalls.publish(id).statusCode(200).header("ETag", "\"4\"");
        PostmortemCalls.withdraw(id)
                .statusCode(200)
                .body("state", equalTo("draft"))
                .body("body", containsString("limit"));
        Api.viewer().get("/v1/incidents/{id}", id).then().body("postmortem", nullValue());
        PostmortemCalls.publish(id).body("published.slug", equalTo(slug));

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
            Postmortem first = PostmortemCalls.analysis(events.get(2));
            Postmortem changed = PostmortemCalls.analysis(events.get(3));
            assertThat(((Announcement) events.get(2).data()).updateId()).isEqualTo(first.id());
            assertThat(changed.id()).isEqualTo(first.id());
            assertThat(changed.publishedAt()).isEqualTo(first.publishedAt());
            assertThat(((IncidentEvent) events.get(4).data()).incident().postmortem())
                    .isNull();
            assertThat(PostmortemCalls.analysis(events.get(5)).id())
                    .as("told anew, so not to be taken for the first")
                    .isNotEqualTo(first.id());
        }
    }

    @Test
    void it_may_be_written_while_the_incident_is_open_but_not_published() {
        String id = Api.open("Slow log-in");
        PostmortemCalls.publish(id).statusCode(409).body("detail", containsString("PUT"));
        PostmortemCalls.write(id, PostmortemCalls.TEXT).statusCode(200);
        PostmortemCalls.publish(id).statusCode(409).body("detail", containsString("resolved"));
        PostmortemCalls.withdraw(id).statusCode(409);
        Api.operator()
                .body("{\"status\":\"resolved\",\"message\":\"m\"}")
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201);
        PostmortemCalls.publish(id).statusCode(200);
    }

    @Test
    void it_is_published_once_however_often_it_is_asked_with_one_key() {
        String id = PostmortemCalls.resolved("Slow log-in");
        PostmortemCalls.write(id, PostmortemCalls.TEXT);
        String key = UUID.randomUUID().toString();
        Response first =
                Api.operator().header("Idempotency-Key", key).post("/v1/incidents/{id}/postmortem/publish", id);
        PostmortemCalls.withdraw(id).statusCode(200);

        Response second =
                Api.operator().header("Idempotency-Key", key).post("/v1/incidents/{id}/postmortem/publish", id);

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.asString()).isEqualTo(first.asString());
        Api.viewer().get("/v1/incidents/{id}", id).then().body("postmortem", nullValue());
    }

    @Test
    void its_deliveries_are_shown_can_be_stopped_and_follow_its_own_notify() {
        String id = PostmortemCalls.resolved("Slow log-in");
        PostmortemCalls.write(id, PostmortemCalls.TEXT.replace("}", ",\"notify\":{\"twitter\":false}}"));
        String analysis = PostmortemCalls.publish(id).extract().path("published.id");

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
                .body(PostmortemCalls.TEXT)
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
        String id = PostmortemCalls.resolved("Slow log-in");
        PostmortemCalls.write(id, PostmortemCalls.TEXT);
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
}
