package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.ComponentChanged;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Components come back with the end of an incident, where that is asked for. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class RestorationIT {
    private static final String RESOLVED = "\"status\":\"resolved\",\"message\":\"Over.\"";

    @Test
    void resolving_brings_back_what_the_incident_ever_named() {
        String web = component("Restored web");
        String login = component("Restored log-in");
        String id = open(named(web, "major_outage"));
        post(id, "{\"message\":\"Log-in too.\",\"components\":[" + named(login, "degraded_performance") + "]}");

        post(id, "{" + RESOLVED + ",\"restore_components\":true}")
                .statusCode(201)
                .body("components", hasSize(2))
                .body("components.find{it.id=='" + web + "'}.old_status", equalTo("major_outage"))
                .body("components.find{it.id=='" + web + "'}.new_status", equalTo("operational"))
                .body("components.find{it.id=='" + login + "'}.old_status", equalTo("degraded_performance"));

        assertThat(statusOf(web)).isEqualTo("operational");
        assertThat(statusOf(login)).isEqualTo("operational");
        Api.viewer()
                .get("/v1/incidents/" + id)
                .then()
                .body("components.status", contains("operational", "operational"));
        try (EventsOnTopic topic = new EventsOnTopic()) {
            PublishedEvent last = topic.awaitOf(web, 3).getLast();
            assertThat(((ComponentChanged) last.data()).component().status()).isEqualTo(ComponentStatus.OPERATIONAL);
        }
    }

    @Test
    void without_being_asked_nothing_comes_back() {
        String web = component("Left as it is");
        String id = open(named(web, "partial_outage"));

        post(id, "{" + RESOLVED + "}").statusCode(201).body("components", hasSize(0));

        assertThat(statusOf(web)).isEqualTo("partial_outage");
    }

    @Test
    void what_the_update_names_itself_counts() {
        String web = component("Named web");
        String login = component("Named log-in");
        String id = open(named(web, "major_outage") + "," + named(login, "major_outage"));

        post(
                        id,
                        "{" + RESOLVED + ",\"restore_components\":true,\"components\":["
                                + named(web, "degraded_performance") + "]}")
                .statusCode(201);

        assertThat(statusOf(web)).isEqualTo("degraded_performance");
        assertThat(statusOf(login)).isEqualTo("operational");
    }

    @Test
    void what_another_open_incident_holds_down_stays_until_that_is_over_too() {
        String web = component("Held web");
        String first = open(named(web, "major_outage"));
        String second = open(named(web, "partial_outage"));

        post(first, "{" + RESOLVED + ",\"restore_components\":true}").statusCode(201);
        assertThat(statusOf(web)).isEqualTo("partial_outage");

        post(second, "{" + RESOLVED + ",\"restore_components\":true}").statusCode(201);
        assertThat(statusOf(web)).isEqualTo("operational");
    }

    @Test
    void what_is_under_maintenance_stays_so() {
        String web = component("Maintained web");
        String incident = open(named(web, "major_outage"));
        String maintenance = announce(web);
        say(maintenance, "in_progress");

        post(incident, "{" + RESOLVED + ",\"restore_components\":true}").statusCode(201);

        assertThat(statusOf(web)).isEqualTo("under_maintenance");
        Api.operator()
                .body("{\"status\":\"completed\",\"message\":\"Done.\",\"restore_components\":true}")
                .post("/v1/maintenances/" + maintenance + "/updates")
                .then()
                .statusCode(422)
                .body("violations.field", hasItem("restore_components"));
    }

    @Test
    void what_an_open_incident_holds_down_is_down_again_after_maintenance() {
        String web = component("Maintained meanwhile");
        String incident = open(named(web, "major_outage"));
        String maintenance = announce(web);
        say(maintenance, "in_progress");
        assertThat(statusOf(web)).isEqualTo("under_maintenance");

        say(maintenance, "completed")
                .body("components", hasSize(1))
                .body("components[0].old_status", equalTo("under_maintenance"))
                .body("components[0].new_status", equalTo("major_outage"));

        assertThat(statusOf(web)).isEqualTo("major_outage");
        post(incident, "{" + RESOLVED + ",\"restore_components\":true}").statusCode(201);
        assertThat(statusOf(web)).isEqualTo("operational");
    }

    @Test
    void of_two_maintenances_at_once_the_last_brings_the_component_back() {
        String web = component("Maintained twice");
        String first = announce(web);
        String second = announce(web);
        String never = announce(web);
        say(first, "in_progress");
        say(second, "in_progress");

        say(first, "completed").body("components", hasSize(0));
        assertThat(statusOf(web)).isEqualTo("under_maintenance");

        Api.operator().post("/v1/maintenances/" + never + "/cancel").then().statusCode(200);
        assertThat(statusOf(web)).as("one that never began holds nothing").isEqualTo("under_maintenance");

        say(second, "completed");
        assertThat(statusOf(web)).isEqualTo("operational");
    }

    @Test
    void what_broke_under_maintenance_is_under_maintenance_again_once_it_is_mended() {
        String web = component("Broken in the works");
        String maintenance = announce(web);
        say(maintenance, "in_progress");
        String incident = open(named(web, "major_outage"));
        assertThat(statusOf(web)).isEqualTo("major_outage");

        post(incident, "{" + RESOLVED + ",\"restore_components\":true}").statusCode(201);
        assertThat(statusOf(web)).isEqualTo("under_maintenance");

        say(maintenance, "completed");
        assertThat(statusOf(web)).isEqualTo("operational");
    }

    @Test
    void a_deleted_component_does_not_stand_in_the_way() {
        String web = component("Gone web");
        String id = open(named(web, "major_outage"));
        Api.operator().delete("/v1/components/" + web).then().statusCode(204);

        post(id, "{" + RESOLVED + ",\"restore_components\":true}").statusCode(201);
    }

    @Test
    void only_what_resolves_restores() {
        String id = open("");

        post(id, "{\"status\":\"monitoring\",\"message\":\"m\",\"restore_components\":true}")
                .statusCode(422)
                .body("violations[0].field", equalTo("restore_components"));
        post(id, "{\"message\":\"m\",\"restore_components\":true}").statusCode(422);
    }

    private static String component(String name) {
        return Api.operator()
                .body("{\"name\":\"" + name + "\"}")
                .post("/v1/components")
                .path("id");
    }

    private static String open(String named) {
        return Api.operator()
                .body("{\"title\":\"Restored\",\"message\":\"m\",\"impact\":\"minor\",\"components\":[" + named + "]}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String announce(String component) {
        return Api.operator()
                .body("{\"title\":\"Work\",\"message\":\"m\",\"components\":[\"" + component + "\"],"
                        + "\"starts_at\":\"2098-08-05T10:00:00Z\",\"ends_at\":\"2098-08-05T16:00:00Z\"}")
                .post("/v1/maintenances")
                .path("id");
    }

    private static ValidatableResponse say(String maintenance, String status) {
        return Api.operator()
                .body("{\"status\":\"" + status + "\",\"message\":\"It is so.\"}")
                .post("/v1/maintenances/" + maintenance + "/updates")
                .then()
                .statusCode(201);
    }

    private static String named(String id, String status) {
        return "{\"id\":\"" + id + "\",\"status\":\"" + status + "\"}";
    }

    private static ValidatableResponse post(String id, String body) {
        return Api.operator()
                .body(body)
                .post("/v1/incidents/" + id + "/updates")
                .then();
    }

    private static String statusOf(String component) {
        return Api.viewer().get("/v1/components/" + component).path("status");
    }
}
