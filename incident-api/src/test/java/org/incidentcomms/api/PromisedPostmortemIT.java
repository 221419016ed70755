package org.incidentcomms.api;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class PromisedPostmortemIT {
    @Test
    void a_promised_post_mortem_is_listed_until_it_is_published() {
        String id = Api.operator()
                .body("{\"title\":\"Analysed\",\"message\":\"m\",\"impact\":\"minor\"}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        update(id, ",\"analysis_promised\":true");
        update(id, ",\"status\":\"resolved\"");
        promised().body("items.id", hasItem(id)).body("items[0].analysis_promised", equalTo(true));

        Api.operator()
                .body("{\"title\":\"What happened\",\"body\":\"A switch failed.\"}")
                .put("/v1/incidents/{id}/postmortem", id)
                .then()
                .statusCode(200);
        promised().body("items.id", hasItem(id));
        Api.operator().post("/v1/incidents/{id}/postmortem/publish", id).then().statusCode(200);

        promised().body("items.id", not(hasItem(id)));
        Api.viewer().get("/v1/incidents/{id}", id).then().body("analysis_promised", nullValue());
        Api.viewer()
                .get("/v1/incidents?analysis_promised=maybe")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("analysis_promised"));
    }

    private static ValidatableResponse promised() {
        return Api.viewer()
                .get("/v1/incidents?analysis_promised=true&limit=200")
                .then()
                .statusCode(200);
    }

    private static void update(String id, String more) {
        Api.operator()
                .body("{\"message\":\"m\"" + more + "}")
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201);
    }
}
