package org.incidentcomms.api;

import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.ValidatableResponse;
import java.util.UUID;

/** Calls of tests about templates. */
final class TemplateCalls {
    private TemplateCalls() {}

    static ValidatableResponse open(String body) {
        return Api.operator().body(body).post("/v1/incidents").then();
    }

    static String name() {
        return "Template " + UUID.randomUUID();
    }

    static String add(String body) {
        return Api.operator()
                .body(body)
                .post("/v1/templates")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("id", startsWith("tpl_"))
                .extract()
                .path("id");
    }
}
