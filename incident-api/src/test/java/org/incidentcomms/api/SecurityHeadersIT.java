package org.incidentcomms.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** What every answer tells a browser, and what other origins get to see: nothing. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class SecurityHeadersIT {
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    @Test
    void every_answer_forbids_what_it_does_not_need() {
        List<Response> answers = List.of(
                Api.viewer().get("/v1/incidents"),
                Api.operator().body("{}").post("/v1/incidents"),
                Api.operator().body("{\"name\":\"" + "a".repeat(70_000) + "\"}").post("/v1/components"),
                given().get("/v1/incidents"),
                Api.viewer().get("/v1/nothing"),
                Api.viewer().delete("/v1/components"),
                given().get("/elsewhere"),
                given().get("/q/openapi"),
                given().get("/q/health/ready"));

        assertThat(answers)
                .extracting(Response::statusCode)
                .containsExactly(200, 422, 413, 401, 404, 405, 404, 200, 200);
        for (Response answer : answers) {
            assertThat(answer.headers().getValues("Content-Security-Policy")).containsExactly(NOTHING);
            assertThat(answer.headers().getValues("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(answer.headers().getValues("Referrer-Policy")).containsExactly("no-referrer");
            assertThat(answer.header("Strict-Transport-Security")).isNull();
        }
        assertThat(answers.subList(0, 6))
                .allSatisfy(answer -> assertThat(answer.header("Cache-Control")).isEqualTo("no-store"));
    }

    @Test
    void the_documentation_page_may_run_its_own_scripts_and_no_others() {
        assertThat(given().get("/q/swagger-ui/").header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
    }

    @Test
    void a_forwarded_protocol_is_believed_of_nobody() {
        assertThat(Api.viewer()
                        .header("X-Forwarded-Proto", "https")
                        .get("/v1/incidents")
                        .header("Strict-Transport-Security"))
                .isNull();
    }

    @Test
    void other_origins_are_allowed_nothing() {
        Response simple = Api.viewer().header("Origin", "https://evil.example").get("/v1/incidents");
        Response preflight = given().header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .options("/v1/incidents");

        for (Response answer : List.of(simple, preflight)) {
            assertThat(answer.headers().asList())
                    .noneMatch(header ->
                            header.getName().toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
        }
    }

    @Test
    void another_method_is_told_which_there_are() {
        Response answer = Api.operator().body("{}").put("/v1/incidents");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        List<String> allowed = new ArrayList<>();
        answer.headers().getValues("Allow").forEach(value -> allowed.addAll(Arrays.asList(value.split(", *"))));
        assertThat(allowed).contains("GET", "POST").doesNotContain("PUT");
    }
}
