package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** What is written but not told yet. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class DraftsIT {
    private static final String MAINTENANCE = "{\"title\":\"Drafted work\",\"message\":\"m\",\"publication\":\"draft\","
            + "\"starts_at\":\"2098-08-05T10:00:00Z\",\"ends_at\":\"2098-08-05T16:00:00Z\"}";

    @Test
    void a_draft_is_nobodys_business_until_it_is_published_as_it_then_is() {
        String component = Api.operator()
                .body("{\"name\":\"Drafted component\"}")
                .post("/v1/components")
                .path("id");
        String id = Api.operator()
                .body(
                        "{\"title\":\"Drafted outage\",\"message\":\"Wrods.\",\"impact\":\"major\",\"publication\":\"draft\","
                                + "\"components\":[{\"id\":\"" + component + "\",\"status\":\"major_outage\"}]}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .header("ETag", "\"draft-1\"")
                .header("Location", containsString("/v1/incidents/inc_"))
                .body("publication", equalTo("draft"))
                .body("id", startsWith("inc_"))
                .body("title", equalTo("Drafted outage"))
                .body("slug", nullValue())
                .body("created_by", equalTo("alex.mann"))
                .extract()
                .path("id");

        Api.viewer()
                .get("/v1/incidents/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"draft-1\"")
                .body("publication", equalTo("draft"))
                .body("message", equalTo("Wrods."))
                .body("components[0].status", equalTo("major_outage"));
        Api.viewer().get("/v1/incidents?limit=200").then().body("items.id", not(hasItem(id)));
        Api.viewer().get("/v1/incidents?publication=published&limit=200").then().body("items.id", not(hasItem(id)));
        Api.viewer()
                .get("/v1/incidents?publication=draft")
                .then()
                .body("items.id", hasItem(id))
                .body("items[0].publication", equalTo("draft"));
        Api.viewer().get("/v1/maintenances?publication=draft").then().body("items.id", not(hasItem(id)));
        Api.viewer().get("/v1/components/" + component).then().body("status", equalTo("operational"));

        Api.operator()
                .contentType("application/merge-patch+json")
                .header("If-Match", "\"draft-1\"")
                .body("{\"message\":\"Words.\",\"impact\":null}")
                .patch("/v1/incidents/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"draft-2\"")
                .body("message", equalTo("Words."))
                .body("impact", nullValue());
        Api.operator()
                .header("If-Match", "\"draft-2\"")
                .post("/v1/incidents/" + id + "/publish")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("publication", equalTo("published"))
                .body("id", equalTo(id))
                .body("slug", equalTo("drafted-outage"))
                .body("impact", equalTo("critical"))
                .body("updates[0].message", equalTo("Words."))
                .body("updates[0].publication", equalTo("published"));

        Api.viewer().get("/v1/incidents/" + id).then().body("publication", equalTo("published"));
        Api.viewer().get("/v1/incidents?publication=draft").then().body("items.id", not(hasItem(id)));
        Api.viewer().get("/v1/components/" + component).then().body("status", equalTo("major_outage"));
        Api.operator()
                .get("/v1/audit?resource=" + id)
                .then()
                .body("items.action", contains("incident.opened", "draft.changed", "draft.created"));
        try (EventsOnTopic topic = new EventsOnTopic()) {
            List<PublishedEvent> events = topic.awaitOf(id, 1);
            assertThat(events).extracting(PublishedEvent::type).containsExactly(EventType.INCIDENT_OPENED);
        }
    }

    @Test
    void an_update_can_be_drafted_and_keeps_its_id() {
        String id = Api.open("Drafted updates");
        String update = Api.draftUpdate(id, "{\"status\":\"resolved\",\"message\":\"Ovre.\",\"publication\":\"draft\"}")
                .then()
                .statusCode(201)
                .header("ETag", "\"draft-1\"")
                .body("publication", equalTo("draft"))
                .body("incident_id", equalTo(id))
                .extract()
                .path("id");
        String path = "/v1/incidents/" + id + "/updates/" + update;

        Api.viewer()
                .get("/v1/incidents/" + id)
                .then()
                .header("ETag", "\"1\"")
                .body("status", equalTo("investigating"))
                .body("updates", hasSize(1));
        Api.viewer().get("/v1/incidents/" + id + "/drafts").then().body("items.id", contains(update));
        Api.viewer().get(path).then().statusCode(200).body("message", equalTo("Ovre."));
        Api.operator()
                .header("If-Match", "\"draft-1\"")
                .body("{\"message\":\"Over.\"}")
                .patch(path)
                .then()
                .statusCode(200);

        Api.operator()
                .post(path + "/publish")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("id", equalTo(update))
                .body("message", equalTo("Over."))
                .body("publication", equalTo("published"));

        Api.viewer()
                .get("/v1/incidents/" + id)
                .then()
                .body("status", equalTo("resolved"))
                .body("updates[1].id", equalTo(update));
        Api.viewer().get("/v1/incidents/" + id + "/drafts").then().body("items", hasSize(0));
        try (EventsOnTopic topic = new EventsOnTopic()) {
            PublishedEvent event = topic.awaitOf(id, 2).get(1);
            assertThat(((Announcement) event.data()).updateId()).isEqualTo(update);
        }
    }

    @Test
    void a_maintenance_can_be_drafted_and_so_can_what_is_said_of_it() {
        String id = Api.operator()
                .body(MAINTENANCE)
                .post("/v1/maintenances")
                .then()
                .statusCode(201)
                .body("publication", equalTo("draft"))
                .body("starts_at", equalTo("2098-08-05T10:00:00Z"))
                .extract()
                .path("id");
        Api.operator()
                .body("{\"ends_at\":\"2098-08-05T18:00:00Z\"}")
                .patch("/v1/maintenances/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"draft-2\"");
        Api.operator()
                .post("/v1/maintenances/" + id + "/publish")
                .then()
                .statusCode(200)
                .body("status", equalTo("scheduled"))
                .body("ends_at", equalTo("2098-08-05T18:00:00Z"));
        String update = Api.operator()
                .body("{\"status\":\"in_progress\",\"message\":\"m\",\"publication\":\"draft\"}")
                .post("/v1/maintenances/" + id + "/updates")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        Api.operator()
                .post("/v1/maintenances/" + id + "/updates/" + update + "/publish")
                .then()
                .statusCode(200)
                .body("status", equalTo("in_progress"));
    }

    @Test
    void the_same_request_again_publishes_once_and_brings_nothing_deleted_back() {
        String body = "{\"impact\":\"minor\",\"title\":\"Once\",\"message\":\"m\",\"publication\":\"draft\"}";
        String id = keyed("drafted-once").body(body).post("/v1/incidents").path("id");
        assertThat(keyed("drafted-once").body(body).post("/v1/incidents").<String>path("id"))
                .isEqualTo(id);
        String path = "/v1/incidents/" + id;
        for (int i = 0; i < 2; i++) {
            keyed("published-once")
                    .post(path + "/publish")
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"1\"");
        }
        String deleted = keyed("deleted-later").body(body).post("/v1/incidents").path("id");
        Api.operator().delete("/v1/incidents/" + deleted).then().statusCode(204);

        keyed("deleted-later")
                .body(body)
                .post("/v1/incidents")
                .then()
                .statusCode(410)
                .contentType("application/problem+json");
    }

    @Test
    void the_document_shows_both_kinds_of_lines() {
        var document = Api.viewer().get("/q/openapi?format=json").jsonPath();

        assertThat(document.getMap("components.schemas.Draft.properties"))
                .containsKeys("id", "version", "publication", "incident_id", "created_by")
                .doesNotContainKey("command");
        assertThat(document.getString("paths.'/v1/incidents'.get.responses.'200'"))
                .contains("ListItem");
        assertThat(document.getList("components.schemas.ListItem.oneOf")).hasSize(2);
        assertThat(document.getList("paths.'/v1/incidents'.get.parameters.name"))
                .contains("publication");
    }

    private static io.restassured.specification.RequestSpecification keyed(String key) {
        return Api.operator().header("Idempotency-Key", key);
    }
}
