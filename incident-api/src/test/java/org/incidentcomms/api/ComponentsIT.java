package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.ComponentChanged;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ComponentsIT {

    @Test
    void a_component_is_added_changed_and_deleted_and_each_is_published() {
        String id = add("Web");
        Api.viewer().get("/v1/components/{id}", id).then().statusCode(200).header("ETag", "\"1\"");
        Api.viewer().get("/v1/components?limit=200").then().statusCode(200).body("items.id", hasItem(id));
        Api.operator()
                .contentType("application/merge-patch+json")
                .body("{\"group\":\"Product\",\"description\":\"In the browser\",\"position\":3}")
                .patch("/v1/components/{id}", id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("group", equalTo("Product"));
        Api.operator()
                .body("{\"description\":null}")
                .patch("/v1/components/{id}", id)
                .then()
                .body("description", nullValue())
                .body("group", equalTo("Product"));
        Api.operator()
                .header("If-Match", "\"1\"")
                .body("{\"name\":\"x\"}")
                .patch("/v1/components/{id}", id)
                .then()
                .statusCode(412);
        Api.operator()
                .header("If-Match", "\"2\"")
                .delete("/v1/components/{id}", id)
                .then()
                .statusCode(412);
        Api.operator()
                .header("If-Match", "\"3\"")
                .delete("/v1/components/{id}", id)
                .then()
                .statusCode(204);
        Api.viewer().get("/v1/components/{id}", id).then().statusCode(404);
        Api.operator().delete("/v1/components/{id}", id).then().statusCode(404);

        try (EventsOnTopic topic = new EventsOnTopic()) {
            assertThat(topic.awaitOf(id, 4))
                    .extracting(e -> e.type() + " " + e.data().aggregateVersion())
                    .containsExactly(
                            EventType.COMPONENT_CHANGED + " 1",
                            EventType.COMPONENT_CHANGED + " 2",
                            EventType.COMPONENT_CHANGED + " 3",
                            EventType.COMPONENT_DELETED + " 4");
        }
    }

    @Test
    void an_update_changes_the_components_it_names_and_remembers_what_they_were() {
        String web = add("Web");
        String mobile = add("Mobile");
        String id = Api.operator()
                .body("{\"title\":\"Slow\",\"message\":\"m\",\"components\":[{\"id\":\"" + web
                        + "\",\"status\":\"major_outage\"},{\"id\":\"" + mobile + "\",\"status\":\"operational\"}]}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .body("impact", equalTo("critical"))
                .body("components[0].status", equalTo("major_outage"))
                .body("updates[0].components[0].old_status", equalTo("operational"))
                .body("updates[0].components[0].new_status", equalTo("major_outage"))
                .extract()
                .path("id");
        Api.viewer()
                .get("/v1/components/{id}", web)
                .then()
                .body("status", equalTo("major_outage"))
                .header("ETag", "\"2\"");
        Api.viewer().get("/v1/components/{id}", mobile).then().header("ETag", "\"1\"");
        Api.operator()
                .body("{\"status\":\"resolved\",\"message\":\"m\",\"components\":[{\"id\":\"" + web
                        + "\",\"status\":\"operational\"}]}")
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201)
                .body("components[0].old_status", equalTo("major_outage"));

        try (EventsOnTopic topic = new EventsOnTopic()) {
            List<PublishedEvent> ofWeb = topic.awaitOf(web, 3);
            assertThat(ofWeb)
                    .extracting(e -> ((ComponentChanged) e.data()).component().status())
                    .containsExactly(
                            ComponentStatus.OPERATIONAL, ComponentStatus.MAJOR_OUTAGE, ComponentStatus.OPERATIONAL);
            Incident last = ((IncidentEvent) topic.awaitOf(id, 2).getLast().data()).incident();
            assertThat(last.componentIdsEver()).containsExactlyInAnyOrder(web, mobile);
            assertThat(last.impact()).as("as bad as it was at its worst").isEqualTo(Impact.CRITICAL);
        }
    }

    @Test
    void a_component_is_named_once_in_an_update() {
        String web = add("Web");
        String named = "{\"id\":\"" + web + "\",\"status\":\"major_outage\"}";

        Api.operator()
                .body("{\"title\":\"Slow\",\"message\":\"m\",\"components\":[" + named + "," + named + "]}")
                .post("/v1/incidents")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("components[1].id"));
        Api.viewer().get("/v1/components/{id}", web).then().body("status", equalTo("operational"));
    }

    @Test
    void history_does_not_change_what_a_component_is_today() {
        String web = add("Web");

        Api.operator()
                .body(
                        "{\"title\":\"Past\",\"message\":\"m\",\"status\":\"resolved\",\"started_at\":\"2020-01-01T00:00:00Z\","
                                + "\"components\":[{\"id\":\"" + web + "\",\"status\":\"major_outage\"}]}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .body("impact", equalTo("critical"));

        Api.viewer()
                .get("/v1/components/{id}", web)
                .then()
                .body("status", equalTo("operational"))
                .header("ETag", "\"1\"");
    }

    private static String add(String name) {
        return Api.operator()
                .body("{\"name\":\"" + name + "\"}")
                .post("/v1/components")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("id", startsWith("cmp_"))
                .body("status", equalTo("operational"))
                .extract()
                .path("id");
    }
}
