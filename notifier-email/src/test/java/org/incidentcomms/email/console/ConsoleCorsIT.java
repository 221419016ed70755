package org.incidentcomms.email.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.equalToIgnoringCase;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.incidentcomms.email.EmailService;
import org.incidentcomms.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@EmailService
class ConsoleCorsIT {
    private static final String CONSOLE = "https://console.clicktime.example";

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PATCH", "DELETE"})
    void aBrowserLearnsThatTheConsoleMayCall(String method) {
        given().header("Origin", CONSOLE)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .options("/v1/subscribers/1")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", equalTo(CONSOLE))
                .header("Access-Control-Allow-Methods", containsString(method))
                .header("Access-Control-Allow-Headers", containsString("Authorization"))
                .header("Access-Control-Allow-Credentials", nullValue());
    }

    @Test
    void theConsoleMayReadAnswersAndErrors() {
        given().header("Origin", CONSOLE)
                .auth()
                .oauth2(Tokens.token("olga", "operator"))
                .get("/v1/subscribers")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo(CONSOLE))
                .header("Vary", equalToIgnoringCase("Origin"));
        given().header("Origin", CONSOLE)
                .get("/v1/subscribers")
                .then()
                .statusCode(401)
                .header("Access-Control-Allow-Origin", equalTo(CONSOLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://console.clicktime.example", "null"})
    void noOtherOriginMayReadAnything(String origin) {
        given().header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .options("/v1/subscribers")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
        given().header("Origin", origin)
                .auth()
                .oauth2(Tokens.token("olga", "operator"))
                .get("/v1/subscribers")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void thePublicPagesAreNoBusinessOfTheConsole() {
        given().header("Origin", CONSOLE)
                .get("/subscriptions")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", nullValue());
    }

    /** A page with the policy no-referrer sends "null". */
    @ParameterizedTest
    @ValueSource(strings = {"https://status.clicktime.example", "null"})
    void theFormsOfTheStatusPageAreTakenFromAnyOriginAndLeadBackToIt(String origin) {
        given().header("Origin", origin)
                .contentType(ContentType.URLENC.withCharset("UTF-8"))
                .formParam("email", "visitor@customer.example")
                .formParam("website", "")
                .formParam("components", "cmp_web")
                .post("/subscriptions")
                .then()
                .statusCode(202)
                .body(containsString("href=\"https://status.clicktime.example/\""));
    }
}
