package org.incidentcomms.api;

import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A preview refuses what the call would refuse, and names it. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
@WithTestResource(EchoingNotifiers.class)
class PreviewRefusalsIT {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|400|``",
                "{\"incident\":7}|400|incident",
                "{\"incident_id\":7}|400|incident_id",
                "{\"incident_id\":\"a\\u0000\",\"message\":\"m\"}|422|incident_id",
                "{}|422|incident",
                "{\"incident\":{\"title\":\"t\"}}|422|incident.message",
                "{\"incident\":{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"status\":\"scheduled\"}}|422|incident.status",
                "{\"incident\":{\"title\":\"t\",\"message\":\"m\",\"components\":[{\"id\":\"x\",\"status\":\"operational\"}]}}|422|incident.components[0].id",
                "{\"incident\":{},\"maintenance\":{}}|422|maintenance",
                "{\"update\":{\"message\":\"m\"}}|422|incident_id",
                "{\"incident_id\":\"a\",\"maintenance_id\":\"b\",\"message\":\"m\"}|422|maintenance_id",
                "{\"incident_id\":\"a\",\"correction\":{\"message\":\"m\"}}|422|update_id",
                "{\"incident_id\":\"a\",\"cancel\":{}}|422|cancel",
                "{\"incident_id\":\"a\",\"update\":{\"message\":\"m\"},\"colour\":1}|422|colour",
                "{\"draft\":7}|400|draft",
                "{\"draft\":\"\"}|422|draft",
                "{\"draft\":\"upd_a\",\"update\":{}}|422|update",
                "{\"automatic\":\"start\"}|422|maintenance_id",
                "{\"maintenance_id\":\"a\",\"automatic\":7}|400|automatic",
                "{\"maintenance_id\":\"a\",\"automatic\":\"next\"}|422|automatic",
                "{\"maintenance_id\":\"a\",\"automatic\":\"start\",\"cancel\":{}}|422|cancel",
                "{\"incident_id\":\"a\",\"automatic\":\"start\"}|422|automatic",
                "{\"incident\":{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\"},\"automatic\":\"start\"}|422|automatic"
            })
    void what_the_call_would_refuse_the_preview_refuses_and_names(String body, int status, String field) {
        Api.preview(body)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("violations.field", hasItem(field));
    }

    @Test
    void the_same_illegal_transition_and_the_same_unknown_id_are_refused() {
        String body = "{\"title\":\"Maintenance\",\"message\":\"m\",\"starts_at\":\"2048-08-05T10:00:00-07:00\","
                + "\"ends_at\":\"2048-08-05T16:00:00-07:00\"}";
        String id = Api.operator().body(body).post("/v1/maintenances").path("id");
        Api.preview("{\"maintenance_id\":\"" + id + "\",\"status\":\"cancelled\",\"message\":\"m\"}")
                .statusCode(409);
        Api.preview("{\"incident_id\":\"inc_none\",\"message\":\"m\"}").statusCode(404);
    }

    @Test
    void only_operators_may_look() {
        Api.viewer().body("{}").post("/v1/previews").then().statusCode(403);
        Api.as("no.such.token").body("{}").post("/v1/previews").then().statusCode(401);
    }
}
