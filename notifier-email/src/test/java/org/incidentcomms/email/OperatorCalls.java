package org.incidentcomms.email;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import org.incidentcomms.testkit.Tokens;

/** What the tests of several packages ask of notifier-email as an operator. */
public final class OperatorCalls {
    private OperatorCalls() {}

    /**
     * Adds a subscriber and returns the id.
     *
     * @param body JSON, or what becomes JSON
     */
    public static long addSubscriber(Object body) {
        return given().header("Authorization", "Bearer " + Tokens.token("olga", "operator"))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/subscribers")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }
}
