package org.incidentcomms.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** What cannot be done with a draft, and what publishing it refuses. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class DraftRefusalsIT {
    @Test
    void publishing_checks_everything_anew_and_leaves_the_draft_where_it_fails() {
        String component = Api.operator()
                .body("{\"name\":\"Drafted, then deleted\"}")
                .post("/v1/components")
                .path("id");
        String id = Api.draft("{\"title\":\"t\",\"message\":\"m\",\"publication\":\"draft\",\"components\":[{\"id\":\""
                + component + "\",\"status\":\"major_outage\"}]}");
        Api.operator().delete("/v1/components/" + component).then().statusCode(204);

        Api.operator()
                .post("/v1/incidents/" + id + "/publish")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("components[0].id"));

        Api.viewer().get("/v1/incidents/" + id).then().body("publication", equalTo("draft"));
    }

    @Test
    void who_decided_on_another_version_of_the_draft_is_told() {
        String id = Api.draft("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"publication\":\"draft\"}");
        Api.operator()
                .body("{\"message\":\"n\"}")
                .patch("/v1/incidents/" + id)
                .then()
                .statusCode(200);

        Api.operator()
                .header("If-Match", "\"draft-1\"")
                .body("{\"message\":\"o\"}")
                .patch("/v1/incidents/" + id)
                .then()
                .statusCode(412)
                .header("ETag", "\"draft-2\"");
        Api.operator()
                .header("If-Match", "\"draft-1\"")
                .post("/v1/incidents/" + id + "/publish")
                .then()
                .statusCode(412);
        Api.operator()
                .header("If-Match", "\"draft-1\"")
                .delete("/v1/incidents/" + id)
                .then()
                .statusCode(412);
        Api.operator().post("/v1/incidents/" + id + "/publish").then().statusCode(200);
        Api.operator()
                .header("If-Match", "\"draft-2\"")
                .body("{\"impact\":\"major\"}")
                .patch("/v1/incidents/" + id)
                .then()
                .statusCode(412);
    }

    @Test
    void who_drafts_an_update_of_another_version_of_the_incident_is_told() {
        String path = "/v1/incidents/" + Api.open("Drafted of another version") + "/updates";
        String maintenances = "/v1/maintenances/"
                + Api.operator()
                        .body("{\"title\":\"Work\",\"message\":\"m\",\"starts_at\":\"2048-08-05T10:00:00Z\","
                                + "\"ends_at\":\"2048-08-05T16:00:00Z\"}")
                        .post("/v1/maintenances")
                        .path("id")
                + "/updates";

        for (String updates : List.of(path, maintenances)) {
            draftOf("\"99\"", updates).then().statusCode(412).header("ETag", "\"1\"");
            draftOf("\"1\"", updates).then().statusCode(201);
        }
    }

    private static Response draftOf(String version, String updates) {
        return Api.operator()
                .header("If-Match", version)
                .body("{\"message\":\"m\",\"publication\":\"draft\"}")
                .post(updates);
    }

    @Test
    void a_draft_is_checked_like_what_is_posted_and_published_by_publish_alone() {
        Api.operator()
                .body("{\"impact\":\"minor\",\"title\":\" \",\"message\":\"m\",\"publication\":\"draft\"}")
                .post("/v1/incidents")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("title"));
        Api.operator()
                .body("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"publication\":\"odd\"}")
                .post("/v1/incidents")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("publication"));
        String id = Api.draft("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"publication\":\"draft\"}");
        for (String patch : List.of("{\"publication\":\"published\"}", "{\"publication\":null}")) {
            Api.operator()
                    .body(patch)
                    .patch("/v1/incidents/" + id)
                    .then()
                    .statusCode(422)
                    .body("violations[0].field", equalTo("publication"));
        }
        Api.operator()
                .body("{\"message\":null}")
                .patch("/v1/incidents/" + id)
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("message"));
        Api.viewer().get("/v1/incidents?publication=odd").then().statusCode(422);
    }

    @Test
    void nothing_more_can_be_said_about_a_draft() {
        String id = Api.draft("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"publication\":\"draft\"}");

        Api.draftUpdate(id, "{\"message\":\"m\",\"publication\":\"draft\"}")
                .then()
                .statusCode(409)
                .body("detail", containsString("draft"));
        Api.draftUpdate("inc_nope", "{\"message\":\"m\",\"publication\":\"draft\"}")
                .then()
                .statusCode(404);
    }

    @Test
    void a_draft_can_be_deleted_but_never_what_was_announced() {
        String id = Api.draft("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"publication\":\"draft\"}");
        String announced = Api.open("Announced");
        String update = Api.viewer().get("/v1/incidents/" + announced).path("updates[0].id");
        String drafted = Api.draftUpdate(announced, "{\"message\":\"m\",\"publication\":\"draft\"}")
                .path("id");

        Api.operator().delete("/v1/incidents/" + id).then().statusCode(204);
        Api.viewer().get("/v1/incidents/" + id).then().statusCode(404);
        Api.operator().delete("/v1/incidents/" + id).then().statusCode(404);
        Api.operator().post("/v1/incidents/" + id + "/publish").then().statusCode(404);
        Api.operator()
                .delete("/v1/incidents/" + announced)
                .then()
                .statusCode(409)
                .body("detail", containsString("/v1/incidents/" + announced + "/withdraw"));
        Api.operator()
                .delete("/v1/incidents/" + announced + "/updates/" + update)
                .then()
                .statusCode(409)
                .body("detail", containsString("/withdraw"));
        Api.operator()
                .delete("/v1/incidents/" + announced + "/updates/" + drafted)
                .then()
                .statusCode(204);
        Api.viewer()
                .get("/v1/incidents/" + announced + "/updates/" + drafted)
                .then()
                .statusCode(404);
        Api.operator()
                .post("/v1/incidents/" + announced + "/publish")
                .then()
                .statusCode(409)
                .body("detail", containsString("published already"));
    }
}
