package org.incidentcomms.email.subscriber;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.email.EmailService;
import org.incidentcomms.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@EmailService
class SubscriberResourceIT {

    @Test
    void anOperatorAddsAnAddressWhichIsConfirmedUnlessSaidOtherwise() {
        add("""
            {"email": "Add.Me@customer.example", "components": ["web-app"], "note": "ticket 4711"}""")
                .statusCode(201)
                .header("Location", containsString("/v1/subscribers/"))
                .body("email", equalTo("Add.Me@customer.example"))
                .body("components", contains("web-app"))
                .body("confirmed", equalTo(true))
                .body("state", equalTo("active"))
                .body("confirmed_at", notNullValue())
                .body("created_at", notNullValue())
                .body("note", equalTo("ticket 4711"));
        add("""
            {"email": "not-yet@customer.example", "confirmed": false}""")
                .statusCode(201)
                .body("confirmed", equalTo(false))
                .body("state", equalTo("pending"))
                .body("confirmed_at", nullValue());
    }

    @Test
    void aKnownAddressAnswersTheExistingOne() {
        long id = add("{\"email\": \"known@customer.example\"}")
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");

        long again = add("{\"email\": \"KNOWN@customer.example\", \"components\": [\"x\"]}")
                .statusCode(200)
                .body("components", empty())
                .body("email", equalTo("known@customer.example"))
                .extract()
                .jsonPath()
                .getLong("id");

        assertThat(again).isEqualTo(id);
    }

    @Test
    void theListIsReadPageByPage() {
        for (int i = 0; i < 5; i++) {
            add("{\"email\": \"page" + i + "@customer.example\"}");
        }
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            var page = operator()
                    .queryParam("limit", 2)
                    .queryParam("cursor", cursor)
                    .get("/v1/subscribers")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            read.addAll(page.getList("items.email", String.class));
            cursor = page.getString("next_cursor");
        } while (cursor != null);

        assertThat(read).doesNotHaveDuplicates().contains("page0@customer.example", "page4@customer.example");
    }

    @Test
    void oneIsFoundByItsAddressAndRemoved() {
        long id = add("{\"email\": \"leaver@customer.example\"}")
                .extract()
                .jsonPath()
                .getLong("id");
        search("{\"email\": \"Leaver@customer.example\"}")
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].email", equalTo("leaver@customer.example"))
                .body("next_cursor", nullValue());

        operator().delete("/v1/subscribers/" + id).then().statusCode(204);

        search("{\"email\": \"leaver@customer.example\"}").statusCode(200).body("items", empty());
        operator().delete("/v1/subscribers/" + id).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void anAddressInTheUrlIsRefusedWithTheRemedyAndNotRepeated() {
        for (String email : List.of("known@customer.example", "")) {
            operator()
                    .queryParam("email", email)
                    .get("/v1/subscribers")
                    .then()
                    .statusCode(422)
                    .contentType("application/problem+json")
                    .body("violations", hasSize(1))
                    .body("violations[0].field", equalTo("email"))
                    .body("violations[0].message", containsString("POST /v1/subscribers/search"))
                    .body(not(containsString("customer.example")));
        }
        given().get("/q/openapi")
                .then()
                .body(containsString("/v1/subscribers/search"))
                .body(not(containsString("name: email")));
    }

    @Test
    void whatIsNoAddressIsNotSearchedFor() {
        search("{\"email\": \"nobody\"}").statusCode(422).body("violations[0].field", equalTo("email"));
        search("{}").statusCode(422);
        search("{\"email\": \"a@b.example\", \"colour\": \"red\"}").statusCode(422);
        search("not json").statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nobody",
                "pat@localhost",
                "pat@customer.example\\r\\nBcc: sue@customer.example",
                "pat@customer.example\\u0000",
                "p\\u760dat@customer.example",
                "pat@cust\\u760aomer.example"
            })
    void whatIsNoAddressIsRefusedWithItsField(String email) {
        add("{\"email\": \"" + email + "\"}")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("violations", hasSize(1))
                .body("violations[0].field", equalTo("email"))
                .body(not(containsString("Bcc")));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"email\": 1 | 400",
                "not json | 400",
                "{} | 422",
                "{\"email\": \"a@b.example\", \"colour\": \"red\"} | 422",
                "{\"email\": \"a@b.example\", \"components\": [\"\"]} | 422",
                "{\"email\": \"a@b.example\", \"groups\": [\"Some Customer\"]} | 422"
            })
    void whatIsNoSubscriberIsRefused(String body, int status) {
        add(body).statusCode(status).contentType("application/problem+json");
    }

    @Test
    void onlyOperatorsSeeAddresses() {
        given().get("/v1/subscribers").then().statusCode(401);
        as("viewer").get("/v1/subscribers").then().statusCode(403);
        as("alerting").get("/v1/subscribers").then().statusCode(403);
        as("admin").get("/v1/subscribers").then().statusCode(200);
        String anybody = "{\"email\": \"known@customer.example\"}";
        search(given(), anybody).statusCode(401);
        search(as("viewer"), anybody).statusCode(403);
        search(as("alerting"), anybody).statusCode(403);
        search(as("admin"), anybody).statusCode(200);
        for (String other : List.of("viewer", "alerting")) {
            as(other).get("/v1/subscribers/export").then().statusCode(403);
            as(other).get("/v1/subscribers/1/history").then().statusCode(403);
            as(other)
                    .contentType("text/csv")
                    .body("email\n")
                    .post("/v1/subscribers/import")
                    .then()
                    .statusCode(403);
        }
        given().get("/v1/subscribers/export").then().statusCode(401);
        given().header("Authorization", "Bearer " + Tokens.expired("olga", "operator"))
                .get("/v1/subscribers")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\": \"nul@customer.example\", \"note\": \"a\\u0000b\"}",
                "{\"email\": \"nul@customer.example\", \"components\": [\"a\\u0000b\"]}"
            })
    void theCharacterNulIsRefused(String body) {
        add(body).statusCode(422).body("violations.field", hasSize(1));
        search("{\"email\": \"nul@customer.example\"}").body("items", hasSize(0));
    }

    @Test
    void aParameterWithTheCharacterNulIsRefused() {
        for (String parameter : List.of("event", "incident", "state")) {
            given().urlEncodingEnabled(false)
                    .header("Authorization", "Bearer " + Tokens.token("olga", "operator"))
                    .get("/v1/deliveries?" + parameter + "=%00")
                    .then()
                    .statusCode(422)
                    .body("violations[0].field", equalTo(parameter));
        }
    }

    private static ValidatableResponse add(String body) {
        return operator()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/subscribers")
                .then();
    }

    private static ValidatableResponse search(String body) {
        return search(operator(), body);
    }

    private static ValidatableResponse search(RequestSpecification by, String body) {
        return by.contentType(ContentType.JSON)
                .body(body)
                .post("/v1/subscribers/search")
                .then();
    }

    private static RequestSpecification operator() {
        return as("operator");
    }

    private static RequestSpecification as(String group) {
        return given().header("Authorization", "Bearer " + Tokens.token("olga", group));
    }
}
