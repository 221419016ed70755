package org.incidentcomms.twitter;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.fixtures.StatusEventsTopic;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.Test;

/** The dead letters of a notifier over HTTP. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceResources.class,
        restrictToAnnotatedClass = true,
        initArgs = {
            @ResourceArg(name = "database", value = "notifier_twitter"),
            @ResourceArg(name = "kafka", value = "true"),
            @ResourceArg(name = "x", value = "true")
        })
class DeadLettersIT {
    private static final String LETTERS = "/v1/dead-letters";

    @Test
    void an_unreadable_record_is_listed_shown_and_dropped() {
        List<Integer> ids;
        try (StatusEventsTopic topic = StatusEventsTopic.fresh(SharedServers.kafka())) {
            topic.publishRaw("inc_1", Map.of("ce_id", "one"), "first".getBytes(StandardCharsets.UTF_8));
            topic.publishRaw("inc_1", Map.of("ce_id", "two"), "second".getBytes(StandardCharsets.UTF_8));
            ids = await().until(() -> as("viewer").get(LETTERS).path("items.id"), found -> found.size() >= 2);
        }

        as("viewer")
                .get(LETTERS + "?kind=poison&limit=1")
                .then()
                .statusCode(200)
                .body("items.id", contains(ids.getFirst()))
                .body("items[0].value", nullValue())
                .body("next_cursor", equalTo(String.valueOf(ids.getFirst())));
        as("viewer").get(LETTERS + "?limit=1&cursor=" + ids.getFirst()).then().body("items.id", contains(ids.get(1)));
        as("operator")
                .get(LETTERS + "/" + ids.getFirst())
                .then()
                .statusCode(200)
                .body("headers.ce_id", equalTo("two"))
                .body("value", equalTo("second"))
                .body("value_bytes", equalTo(6));
        as("operator")
                .post(LETTERS + "/" + ids.getFirst() + "/replay")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("drop the letter"));

        as("operator").delete(LETTERS + "/" + ids.getFirst()).then().statusCode(403);
        for (int id : ids) {
            as("admin").delete(LETTERS + "/" + id).then().statusCode(204);
        }
        as("admin").delete(LETTERS + "/" + ids.getFirst()).then().statusCode(409);
        as("viewer").get(LETTERS).then().body("items", hasSize(0)).body("next_cursor", nullValue());
        as("viewer")
                .get(LETTERS + "?state=closed&limit=1")
                .then()
                .body("items[0].closed_as", equalTo("dropped"))
                .body("items[0].closed_by", equalTo("ada"));
    }

    @Test
    void who_may_not_and_what_is_wrong_is_refused() {
        given().get(LETTERS).then().statusCode(401);
        as("viewer").get(LETTERS + "/1").then().statusCode(403);
        as("viewer").post(LETTERS + "/1/replay").then().statusCode(403);
        as("operator").post(LETTERS + "/999999/replay").then().statusCode(404);
        as("operator").get(LETTERS + "/abc").then().statusCode(404);
        for (String wrong : List.of("limit=0", "limit=201", "cursor=abc", "kind=all", "state=all")) {
            as("viewer").get(LETTERS + "?" + wrong).then().statusCode(422).body("violations", hasSize(1));
        }
    }

    private static RequestSpecification as(String group) {
        return given().header("Authorization", "Bearer " + Tokens.token("ada", group));
    }
}
