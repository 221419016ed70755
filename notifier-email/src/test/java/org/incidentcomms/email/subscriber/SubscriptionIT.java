package org.incidentcomms.email.subscriber;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.incidentcomms.email.EmailService;
import org.incidentcomms.testkit.mail.ReceivedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing up by the form or the API, and the mail that asks for confirmation. */
@QuarkusTest
@EmailService
class SubscriptionIT extends SubscriptionFixture {
    @Test
    void aKnownAndAnUnknownAddressGetTheSameResponseAndEachItsMail() {
        String known = "known-" + pat;
        addByOperator(known);

        Response forKnown = signUp(Map.of("email", known)).extract().response();
        Response forUnknown = signUp(Map.of("email", pat)).extract().response();

        assertThat(forKnown.statusCode()).isEqualTo(202).isEqualTo(forUnknown.statusCode());
        assertThat(forKnown.asString()).isEqualTo(forUnknown.asString()).doesNotContain("@");
        assertThat(names(forKnown)).isEqualTo(names(forUnknown));
        assertThat(link(awaitMail(known))).startsWith("/subscriptions/manage/");
        assertThat(link(awaitMail(pat))).startsWith("/subscriptions/confirm/");
    }

    @Test
    void theFormAnswersTheSameForAKnownAndAnUnknownAddress() {
        String known = "known-" + pat;
        addByOperator(known);

        String forKnown = post(known).statusCode(202).extract().asString();

        assertThat(forKnown)
                .isEqualTo(post(pat).statusCode(202).extract().asString())
                .doesNotContain("@");
    }

    @Test
    void theMailSaysWhoAskedAndHowToIgnoreItAndIsNoListMail() {
        signUp(Map.of("email", pat)).statusCode(202);

        ReceivedMail received = awaitMail(pat);

        assertThat(received.subject()).isEqualTo("Please confirm: status updates of ClickTime");
        assertThat(received.header("To")).isEqualTo(pat);
        assertThat(received.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(received.header("Message-ID")).startsWith("<subscription.confirm.");
        for (String header : List.of("List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "Precedence")) {
            assertThat(received.headers(header)).as(header).isEmpty();
        }
        for (String part : List.of(received.text(), received.html())) {
            assertThat(part.replaceAll("\\s+", " "))
                    .contains("somebody entered this address at https://updates.clicktime.example/subscriptions")
                    .contains("you need not do anything")
                    .contains(link(received));
        }
    }

    @Test
    void aGetOfTheLinkChangesNothingAndThePostConfirmsOnce() {
        signUp(Map.of(
                        "email",
                        pat,
                        "components",
                        List.of("web-app"),
                        "events",
                        List.of("incident"),
                        "language",
                        "de",
                        "time_zone",
                        "Europe/Berlin"))
                .statusCode(202);
        String link = link(awaitMail(pat));

        for (int i = 0; i < 2; i++) {
            page(link).statusCode(200).body(containsString("<form method=\"post\">"));
        }
        search(pat).body("items", empty());

        submit(link, Map.of("confirm", "yes")).statusCode(200).body(containsString("Sie sind angemeldet"));
        search(pat)
                .body("items", hasSize(1))
                .body("items[0].state", equalTo("active"))
                .body("items[0].components", equalTo(List.of("web-app")))
                .body("items[0].events", equalTo(List.of("incident")))
                .body("items[0].language", equalTo("de"))
                .body("items[0].time_zone", equalTo("Europe/Berlin"));
        submit(link, Map.of("confirm", "yes")).statusCode(404).body(containsString("the link works once"));
        page(link).statusCode(404);
        page("/subscriptions/confirm/forged").statusCode(404);
    }

    @Test
    void theFormShowsWhatWasTypedAndWhyItIsWrongAndEscapesIt() {
        given().contentType(ContentType.URLENC)
                .formParam("email", "\"><script>alert(1)</script>")
                .formParam("incident", "\"><b>x")
                .formParam("time_zone", "")
                .post("/subscriptions")
                .then()
                .statusCode(422)
                .contentType("text/html")
                .body(containsString("The e-mail address must look like name@example.com."))
                .body(containsString("value=\"&quot;&gt;&lt;script&gt;"))
                .body(not(containsString("<option value=\"\" selected>")))
                .body(not(containsString("<script")))
                .body(not(containsString("<b>x")));
    }

    @Test
    void whoFillsInTheHoneypotGetsTheSamePageAndNoMail() {
        String trapped = given().contentType(ContentType.URLENC)
                .formParam("email", pat)
                .formParam("website", "https://spam.example")
                .post("/subscriptions")
                .then()
                .statusCode(202)
                .extract()
                .asString();

        String after = "after-" + pat;
        assertThat(post(after).statusCode(202).extract().asString()).isEqualTo(trapped);
        ReceivedMail unused = awaitMail(after);
        assertThat(mail.messagesTo(pat)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"email\": \"nobody\"} | 422 | email",
                "{\"email\": \"a@b.example\", \"events\": [\"party\"]} | 422 | events",
                "{\"email\": \"a@b.example\", \"language\": \"xx\"} | 422 | language",
                "{\"email\": \"a@b.example\", \"time_zone\": \"Mars\"} | 422 | time_zone",
                "{\"email\": \"a@b.example\", \"components\": [\"\"]} | 422 | components",
                "{\"email\": \"a@b.example\", \"components\": [\"\\u0000\"]} | 422 | components",
                "{\"email\": \"a@b.example\", \"incident\": \"\\u0000\"} | 422 | incident",
            })
    void whatIsNotValidIsRefusedWithItsField(String body, int status, String field) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/subscriptions")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("violations.field", hasItem(field))
                .body("violations[0].message", notNullValue());
    }

    @Test
    void aFloodFromOneNetworkIsTold429AndNothingMoreIsSent() {
        QuarkusMock.installMockForType(
                new SignUpLimits(new TestLimits(3, 2, 0, 0, 100, Duration.ofHours(48)), Clock.systemUTC()),
                SignUpLimits.class);
        signUp(Map.of("email", "1-" + pat)).statusCode(202);
        post("2-" + pat).statusCode(202);

        signUp(Map.of("email", "3-" + pat))
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue());
        post("4-" + pat)
                .statusCode(429)
                .contentType("text/html")
                .header("Retry-After", notNullValue())
                .header("Content-Security-Policy", startsWith("default-src 'none'"))
                .body(startsWith("<!DOCTYPE html>"));
        // Not even looked at:
        signUp(Map.of("email", "not an address")).statusCode(429);

        ReceivedMail first = awaitMail("1-" + pat);
        ReceivedMail second = awaitMail("2-" + pat);
        assertThat(List.of(first, second)).hasSize(2);
        assertThat(mail.messagesTo("3-" + pat)).isEmpty();
        assertThat(mail.messagesTo("4-" + pat)).isEmpty();
    }

    @Test
    void aMailboxGetsThreeMailsHoweverOftenItIsAskedForAndTheResponseIsTheSame() {
        String first = signUp(Map.of("email", pat)).statusCode(202).extract().asString();
        for (int i = 0; i < 9; i++) {
            assertThat(signUp(Map.of("email", pat)).statusCode(202).extract().asString())
                    .isEqualTo(first);
        }
        String last = "last-" + pat;
        signUp(Map.of("email", last)).statusCode(202);

        ReceivedMail unused = awaitMail(last);
        assertThat(mail.messagesTo(pat)).hasSize(3);
    }

    private static List<String> names(Response response) {
        return response.headers().asList().stream()
                .map(header -> header.getName().toLowerCase(java.util.Locale.ROOT))
                .sorted()
                .toList();
    }
}
