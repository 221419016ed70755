package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, with which status, and that the field is named. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class RefusalsIT {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"message\":\"m\"}|422|title",
                "{\"impact\":\"minor\",\"title\":\"t\"}|422|message",
                "{\"impact\":\"minor\",\"title\":null,\"message\":\"m\"}|422|title",
                "{\"impact\":\"minor\",\"title\":\" \",\"message\":\"m\"}|422|title",
                "{\"impact\":\"minor\",\"title\":\"a\\nBcc: b\",\"message\":\"m\"}|422|title",
                "{\"impact\":\"minor\",\"title\":\"\\u200b\",\"message\":\"m\"}|422|title",
                "{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"\\u2060\\u00a0\"}|422|message",
                "{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"headline\":\"\\u200b\"}|422|headline",
                "{\"title\":\"t\",\"message\":\"m\",\"author\":\"\\u3164\"}|422|author",
                "{\"title\":7,\"message\":\"m\"}|400|title",
                "{\"title\":true,\"message\":\"m\"}|400|title",
                "{\"title\":[\"t\"],\"message\":\"m\"}|400|title",
                "{\"title\":\"t\",\"message\":\"\\u0000\"}|422|message",
                "{\"title\":\"t\",\"message\":\"\\ud800\"}|422|message",
                "{\"title\":\"t\",\"message\":\"m\",\"colour\":\"red\"}|422|colour",
                "{\"title\":\"t\",\"message\":\"m\",\"status\":\"on_fire\"}|422|status",
                "{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"status\":\"scheduled\"}|422|status",
                "{\"title\":\"t\",\"message\":\"m\",\"status\":1}|400|status",
                "{\"title\":\"t\",\"message\":\"m\",\"impact\":\"huge\"}|422|impact",
                "{\"title\":\"t\",\"message\":\"m\",\"headline\":\"a\\tb\"}|422|headline",
                "{\"title\":\"t\",\"message\":\"m\",\"author\":\"\"}|422|author",
                "{\"title\":\"t\",\"message\":\"m\",\"notify\":{\"email\":\"no\"}}|400|notify.email",
                "{\"title\":\"t\",\"message\":\"m\",\"notify\":{\"fax\":true}}|422|notify.fax",
                "{\"title\":\"t\",\"message\":\"m\",\"notify\":\"all\"}|400|notify",
                "{\"title\":\"t\",\"message\":\"m\",\"texts\":{\"email_subject\":\"a\\r\\nb\"}}|422|texts.email_subject",
                "{\"title\":\"t\",\"message\":\"m\",\"components\":{}}|400|components",
                "{\"title\":\"t\",\"message\":\"m\",\"components\":[null]}|422|components[0]",
                "{\"title\":\"t\",\"message\":\"m\",\"components\":[{\"id\":\"x\"}]}|422|components[0].status",
                "{\"title\":\"t\",\"message\":\"m\",\"components\":[{\"id\":\"x\",\"status\":\"bad\"}]}|422|components[0].status",
                "{\"title\":\"t\",\"message\":\"m\",\"components\":[{\"id\":\"x\",\"status\":\"operational\"}]}|422|components[0].id",
                "{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"started_at\":5}|400|started_at",
                "{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"started_at\":\"today\"}|422|started_at",
                "{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"started_at\":\"2026-01-01T00:00:00\"}|422|started_at",
                "{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"started_at\":\"2999-01-01T00:00:00Z\"}|422|started_at"
            })
    void a_bad_incident_is_refused_and_the_field_named(String body, int status, String field) {
        Response response = Api.operator().body(body).post("/v1/incidents");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.jsonPath().getList("violations.field", String.class))
                .contains(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{|400",
                "``|400",
                "null|400",
                "[]|400",
                "{\"impact\":\"minor\",\"title\":\"t\",\"title\":\"u\",\"message\":\"m\"}|400"
            })
    void what_is_no_json_object_is_400(String body, int status) {
        Api.operator()
                .body(body)
                .post("/v1/incidents")
                .then()
                .statusCode(status)
                .contentType("application/problem+json");
    }

    @Test
    void json_of_a_thousand_levels_is_400() {
        Api.operator()
                .body("{\"title\":" + "[".repeat(1000) + "]".repeat(1000) + "}")
                .post("/v1/incidents")
                .then()
                .statusCode(400);
    }

    @Test
    void too_long_a_message_is_422_and_too_large_a_body_413() {
        Api.operator()
                .body("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"" + "a".repeat(25_001) + "\"}")
                .post("/v1/incidents")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("message"));
        Api.operator()
                .body("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"" + "a".repeat(500_000) + "\"}")
                .post("/v1/incidents")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
        Api.operator()
                .body("{\"name\":\"" + "a".repeat(70_000) + "\"}")
                .post("/v1/components")
                .then()
                .statusCode(413);
    }

    @Test
    void the_longest_message_of_the_widest_characters_is_taken() {
        Api.operator()
                .body("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"" + "\\ud83d\\udd25".repeat(25_000) + "\"}")
                .post("/v1/incidents")
                .then()
                .statusCode(201);
    }

    @Test
    void other_paths_methods_and_types_are_problems_too() {
        Api.operator().get("/v1/nothing").then().statusCode(404).contentType("application/problem+json");
        Api.operator().get("/elsewhere").then().statusCode(404).contentType("application/problem+json");
        Api.operator().delete("/v1/incidents").then().statusCode(405).contentType("application/problem+json");
        Api.operator()
                .contentType("text/plain")
                .body("x")
                .post("/v1/incidents")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        Api.operator().get("/v1/incidents/inc_nope").then().statusCode(404).contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=abc,400,limit",
        "limit=0,422,limit",
        "limit=1000,422,limit",
        "status=odd,422,status",
        "cursor=%27,422,cursor"
    })
    void bad_parameters_of_a_list_are_named(String query, int status, String field) {
        Api.viewer()
                .urlEncodingEnabled(false)
                .get("/v1/incidents?" + query)
                .then()
                .statusCode(status)
                .body("violations[0].field", equalTo(field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"title\":null}|422|title",
                "{\"impact\":null}|422|impact",
                "{\"impact\":\"odd\"}|422|impact",
                "{\"status\":\"resolved\"}|422|status",
                "{\"version\":5}|422|version",
                "{\"title\":5}|400|title"
            })
    void a_bad_patch_is_refused_and_the_field_named(String patch, int status, String field) {
        String id = Api.open("Refusing patches");

        Api.operator()
                .body(patch)
                .patch("/v1/incidents/" + id)
                .then()
                .statusCode(status)
                .body("violations[0].field", equalTo(field));
        Api.viewer().get("/v1/incidents/" + id).then().body("version", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1;a=1/incidents", "/v1/incidents;a=1", "/;/v1/incidents"})
    void a_path_with_matrix_parameters_is_refused(String path) {
        Response refused = Api.viewer().urlEncodingEnabled(false).get(path);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.contentType()).startsWith("application/problem+json");
    }

    @Test
    void an_encoded_semicolon_is_part_of_a_name_nobody_knows() {
        assertThat(Api.viewer()
                        .urlEncodingEnabled(false)
                        .get("/v1%3Ba=1/incidents")
                        .statusCode())
                .isEqualTo(404);
    }
}
