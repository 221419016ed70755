package org.incidentcomms.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.incidentcomms.testkit.Patience.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Who was refused what is in the audit trail, and nothing of what they sent. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class RefusalTrailIT {
    /** As the test profile sets it. */
    private static final Duration PERIOD = Duration.ofSeconds(3);

    private static final String MESSAGE = "{\"message\":\"Hush hush.\"}";

    @Test
    void each_kind_of_refusal_is_written_down_with_who_where_and_what() {
        String id = Api.open("Refused");
        String path = "/v1/incidents/" + id;
        String viewer = Tokens.token("rita.refused", "viewer");
        String operator = Tokens.token("oscar.refused", "operator");

        Api.as(viewer).body(MESSAGE).post(path + "/updates").then().statusCode(403);
        Api.as(operator)
                .header("If-Match", "\"9\"")
                .body(MESSAGE)
                .post(path + "/updates")
                .then()
                .statusCode(412);
        Api.as(operator).delete(path).then().statusCode(409);
        Api.as(operator)
                .header("X-Forwarded-For", "203.0.113.9")
                .queryParam("q", "Hush hush.")
                .body("{\"status\":\"Hush hush.\",\"message\":\"m\"}")
                .post(path + "/updates")
                .then()
                .statusCode(422);

        List<JsonNode> lines = awaitLines(id, 4);
        assertThat(lines).extracting(line -> line.path("actor").asText()).contains("rita.refused", "oscar.refused");
        assertThat(lines)
                .extracting(line -> told(line).path("status").asInt())
                .containsExactlyInAnyOrder(403, 412, 409, 422);
        assertThat(lines)
                .extracting(line -> told(line).path("problem").asText())
                .containsExactlyInAnyOrder("Forbidden", "Precondition Failed", "Conflict", "Unprocessable Content");
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.path("address").asText()).isEqualTo("127.0.0.1");
            assertThat(told(line).path("path").asText()).startsWith(path).doesNotContain("?");
            assertThat(told(line).fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("method", "path", "status", "problem");
            assertThat(line.toString()).doesNotContain("Hush");
        });
    }

    @Test
    void looking_without_being_allowed_to_and_what_is_not_found_leave_no_line() {
        String id = Api.open("Looked at");
        given().get("/v1/incidents/" + id).then().statusCode(401);
        Api.operator()
                .body(MESSAGE)
                .post("/v1/incidents/" + id + "/nothing")
                .then()
                .statusCode(404);
        Api.viewer()
                .body(MESSAGE)
                .post("/v1/incidents/" + id + "/updates")
                .then()
                .statusCode(403);

        assertThat(awaitLines(id, 1)).hasSize(1);
    }

    /** Other tests are refused without a token too, so the period, three seconds in tests, may have to pass first. */
    @Test
    void who_has_no_valid_token_has_no_name_and_a_flood_of_them_fills_no_disk() {
        String id = Api.open("Flooded");
        String path = "/v1/incidents/" + id;
        Instant before = Instant.now();
        long begun = System.nanoTime();
        for (int i = 0; i < 300; i++) {
            given().delete(path).then().statusCode(401);
        }
        long periods = 2 + Duration.ofNanos(System.nanoTime() - begun).dividedBy(PERIOD);
        Api.as(Tokens.token("vic.refused", "viewer")).delete(path).then().statusCode(403);

        await().until(() ->
                lines(id).stream().anyMatch(line -> told(line).path("status").asInt() == 403));
        assertThat(lines(id).size()).isLessThanOrEqualTo((int) (30 * periods + 1));
        await().until(
                        () -> audit("actor=unauthenticated&limit=200&since=" + before).stream()
                                .mapToInt(line -> told(line).path("left_out").asInt())
                                .sum(),
                        leftOut -> leftOut >= 300 - 30 * periods);

        // The flood may have reached into this period, whose lines are then used up: said again until there are new
        // ones.
        await().pollInterval(Duration.ofMillis(200)).until(() -> {
            Api.as(Tokens.expired("alex.mann", "operator"))
                    .body(MESSAGE)
                    .post(path + "/updates")
                    .then()
                    .statusCode(401);
            return lines(id).stream()
                    .anyMatch(line -> told(line).path("path").asText().endsWith("/updates")
                            && line.path("actor").asText().equals("unauthenticated"));
        });
    }

    @Test
    void the_trail_can_be_searched_by_who_and_since_when() {
        String operator = Tokens.token("sid.searched", "operator");
        Api.as(operator)
                .body("{\"impact\":\"minor\",\"title\":\"Searched\",\"message\":\"m\"}")
                .post("/v1/incidents")
                .then()
                .statusCode(201);
        Instant between = Instant.now();
        String second = Api.as(operator)
                .body("{\"impact\":\"minor\",\"title\":\"Searched\",\"message\":\"m\"}")
                .post("/v1/incidents")
                .path("id");

        assertThat(audit("actor=sid.searched&limit=200")).hasSize(2);
        assertThat(audit("actor=sid.searched&since=" + between))
                .extracting(line -> line.path("resource_id").asText())
                .containsExactly(second);
        assertThat(audit("actor=nobody.at.all")).isEmpty();
        String cursor = Api.operator()
                .get("/v1/audit?actor=sid.searched&limit=1")
                .then()
                .body("items[0].resource_id", equalTo(second))
                .extract()
                .path("next_cursor");
        assertThat(audit("actor=sid.searched&limit=1&cursor=" + cursor)).hasSize(1);
        for (String no : List.of("yesterday", "%2B300000-01-01T00:00:00Z", "%2B999999999-12-31T23:59:59-18:00")) {
            given().urlEncodingEnabled(false)
                    .auth()
                    .oauth2(Api.OPERATOR)
                    .get("/v1/audit?since=" + no)
                    .then()
                    .statusCode(422)
                    .body("violations[0].field", equalTo("since"));
        }
    }

    private static JsonNode told(JsonNode line) {
        return line.path("after");
    }

    private static List<JsonNode> awaitLines(String id, int number) {
        return await().until(() -> lines(id), lines -> lines.size() >= number);
    }

    private static List<JsonNode> lines(String id) {
        return audit("limit=200&resource=" + id).stream()
                .filter(line -> line.path("action").asText().equals("request.refused"))
                .toList();
    }

    private static List<JsonNode> audit(String query) {
        List<JsonNode> lines = new ArrayList<>();
        try {
            String answer = Api.operator().get("/v1/audit?" + query).asString();
            new ObjectMapper().readTree(answer).path("items").forEach(lines::add);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
        return lines;
    }
}
