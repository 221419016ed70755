package org.incidentcomms.email.subscriber;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import org.incidentcomms.email.EmailService;
import org.incidentcomms.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@EmailService
class SubscriberPatchIT {

    @Test
    void anOperatorChangesWhatThePatchNamesAndTheHistoryTellsWhatButNoAddress() {
        long id = add("{\"email\": \"patch@customer.example\", \"components\": [\"web-app\"], \"note\": \"n\"}")
                .extract()
                .jsonPath()
                .getLong("id");

        patch(
                        id,
                        "{\"events\": [\"maintenance\"], \"groups\": [\"beta\"], \"note\": null, \"time_zone\": \"Asia/Tokyo\"}")
                .statusCode(200)
                .body("components", contains("web-app"))
                .body("events", contains("maintenance"))
                .body("groups", contains("beta"))
                .body("time_zone", equalTo("Asia/Tokyo"))
                .body("note", nullValue());
        String confirmedAt = operator()
                .get("/v1/subscribers/" + id)
                .then()
                .extract()
                .jsonPath()
                .getString("confirmed_at");

        patch(id, "{\"state\": \"paused\", \"components\": null, \"time_zone\": null}")
                .statusCode(200)
                .body("state", equalTo("paused"))
                .body("confirmed_at", equalTo(confirmedAt))
                .body("components", empty())
                .body("time_zone", nullValue());
        patch(id, "{\"state\": \"paused\"}").statusCode(200);
        operator().delete("/v1/subscribers/" + id).then().statusCode(204);

        operator()
                .get("/v1/subscribers/" + id + "/history")
                .then()
                .statusCode(200)
                .body("items.action", contains("added", "changed", "changed", "removed"))
                .body("items.actor", contains("olga", "olga", "olga", "olga"))
                .body("items[1].fields", contains("events", "time_zone", "groups", "note"))
                .body("items[2].fields", contains("state", "components", "time_zone"))
                .body(not(containsString("@")));
        patch(id, "{\"state\": \"active\"}").statusCode(404);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"email\": \"new@customer.example\"} | 422 | email",
                "{\"state\": \"quarantined\"} | 422 | state",
                "{\"state\": 1} | 422 | state",
                "{\"events\": [\"party\"]} | 422 | events",
                "{\"groups\": [\"Some Customer\"]} | 422 | groups",
                "{\"components\": \"web-app\"} | 422 | components",
                "{\"language\": \"xx\"} | 422 | language",
                "{\"note\": 5} | 422 | note",
                "{\"colour\": \"red\"} | 422 | colour"
            })
    void aPatchThatIsNotValidIsRefusedWithItsFieldAndChangesNothing(String body, int status, String field) {
        long id = add("{\"email\": \"unpatched@customer.example\"}")
                .extract()
                .jsonPath()
                .getLong("id");

        patch(id, body)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("violations", hasSize(1))
                .body("violations[0].field", equalTo(field));

        patch(id, "not json").statusCode(400);
        patch(id, "[]").statusCode(400);
        operator().get("/v1/subscribers/" + id + "/history").then().body("items.action", contains("added"));
        operator().delete("/v1/subscribers/" + id).then().statusCode(204);
    }

    @Test
    void whoDecidesBySomethingOutOfDateIsToldAndChangesNothing() {
        long id = add("{\"email\": \"tagged@customer.example\"}")
                .extract()
                .jsonPath()
                .getLong("id");
        String seen = operator().get("/v1/subscribers/" + id).then().extract().header("ETag");

        String newest = patch(operator().header("If-Match", seen), id, "{\"note\": \"first\"}")
                .statusCode(200)
                .extract()
                .header("ETag");
        patch(operator().header("If-Match", seen), id, "{\"note\": \"second\"}")
                .statusCode(412)
                .contentType("application/problem+json");
        operator()
                .header("If-Match", seen)
                .delete("/v1/subscribers/" + id)
                .then()
                .statusCode(412);
        operator()
                .get("/v1/subscribers/" + id)
                .then()
                .header("ETag", equalTo(newest))
                .body("note", equalTo("first"));

        operator()
                .header("If-Match", newest)
                .delete("/v1/subscribers/" + id)
                .then()
                .statusCode(204);
    }

    private static ValidatableResponse add(String body) {
        return operator()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/subscribers")
                .then();
    }

    private static ValidatableResponse patch(long id, String body) {
        return patch(operator(), id, body);
    }

    private static ValidatableResponse patch(RequestSpecification by, long id, String body) {
        return by.contentType("application/merge-patch+json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .patch("/v1/subscribers/" + id)
                .then();
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + Tokens.token("olga", "operator"));
    }
}
