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
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.incidentcomms.email.EmailService;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.mail.MailServer;
import org.incidentcomms.testkit.mail.ReceivedMail;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The public pages and the mails behind them. */
@QuarkusTest
@EmailService
class SubscriptionIT {
    private static final Pattern LINK =
            Pattern.compile("https://updates\\.clicktime\\.example(/subscriptions/(confirm|manage)/[A-Za-z0-9_.-]+)");

    private final MailServer mail = SharedServers.mail();
    private final String pat = UUID.randomUUID() + "@customer.example";

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

        submit(link, Map.of("confirm", "yes")).statusCode(200).body(containsString("You are subscribed"));
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
    void aSubscriberManagesByTheLinkInTheMail() {
        addByOperator(pat);
        signUp(Map.of("email", pat)).statusCode(202);
        String link = link(awaitMail(pat));

        page(link).statusCode(200).body(containsString("Pause all e-mails"));
        search(pat).body("items[0].state", equalTo("active"));
        submit(link, Map.of("action", "save", "events", "maintenance", "time_zone", "Asia/Tokyo"))
                .statusCode(200)
                .body(containsString("Saved."))
                .body(containsString("value=\"maintenance\" checked"))
                .body(containsString("value=\"Asia/Tokyo\" selected"));
        search(pat).body("items[0].events", equalTo(List.of("maintenance")));
        submit(link, Map.of("action", "save", "time_zone", "<b>Mars</b>"))
                .statusCode(422)
                .body(containsString("time_zone: must be an IANA time zone"));
        submit(link, Map.of("action", "pause")).statusCode(200).body(containsString("are paused"));
        search(pat).body("items[0].state", equalTo("paused"));
        submit(link, Map.of("action", "explode")).statusCode(422);
        submit(link, Map.of("action", "resume")).statusCode(200);
        search(pat).body("items[0].state", equalTo("active"));

        submit(link, Map.of("action", "leave")).statusCode(200).body(containsString("You are unsubscribed"));

        search(pat).body("items", empty());
        page(link).statusCode(200).body(containsString("You are unsubscribed"));
        page(link.substring(0, link.length() - 2) + "xy").statusCode(404);
    }

    @Test
    void aLinkToUnsubscribeCannotManage() {
        addByOperator(pat);
        signUp(Map.of("email", pat)).statusCode(202);
        String link = link(awaitMail(pat));

        page(link.replace(".m.", ".u.")).statusCode(404);
        given().get(link.replace("/subscriptions/manage/", "/unsubscribe/"))
                .then()
                .statusCode(404);
    }

    @Test
    void everyPageIsPrivateWithoutScriptAndFindsItsStyle() {
        addByOperator(pat);
        signUp(Map.of("email", pat)).statusCode(202);
        for (String path : List.of(
                "/subscriptions",
                "/subscriptions?incident=slow-log-in",
                "/subscriptions/confirm/unknown",
                link(awaitMail(pat)))) {
            String html = page(path)
                    .header("Content-Security-Policy", containsString("default-src 'none'"))
                    .header("Cache-Control", "no-store")
                    .header("X-Robots-Tag", "noindex")
                    .extract()
                    .asString();
            assertThat(html)
                    .as(path)
                    .doesNotContain("<script")
                    .doesNotContain(" style=")
                    .doesNotContain("onclick");
            Matcher style = Pattern.compile("href=\"([^\"]*page\\.css)\"").matcher(html);
            assertThat(style.find()).isTrue();
            assertThat(java.net.URI.create(path).resolve(style.group(1)).getPath())
                    .as(path)
                    .isEqualTo("/assets/page.css");
        }
    }

    @Test
    void theFormShowsWhatWasTypedAndWhyItIsWrongAndEscapesIt() {
        given().contentType(ContentType.URLENC)
                .formParam("email", "\"><script>alert(1)</script>")
                .formParam("incident", "\"><b>x")
                .post("/subscriptions")
                .then()
                .statusCode(422)
                .contentType("text/html")
                .body(containsString("email: must look like name@example.com"))
                .body(containsString("value=\"&quot;&gt;&lt;script&gt;"))
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
        post("4-" + pat).statusCode(429).contentType("text/html").header("Retry-After", notNullValue());

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

    private static ValidatableResponse signUp(Map<String, Object> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/subscriptions")
                .then();
    }

    private static ValidatableResponse post(String email) {
        return submit("/subscriptions", Map.of("email", email));
    }

    private static ValidatableResponse page(String path) {
        return given().urlEncodingEnabled(false).get(path).then().contentType("text/html");
    }

    private static ValidatableResponse submit(String path, Map<String, String> form) {
        return given().contentType(ContentType.URLENC)
                .formParams(form)
                .post(path)
                .then();
    }

    private static List<String> names(Response response) {
        return response.headers().asList().stream()
                .map(header -> header.getName().toLowerCase(java.util.Locale.ROOT))
                .sorted()
                .toList();
    }

    private ReceivedMail awaitMail(String to) {
        await().until(() -> !mail.messagesTo(to).isEmpty());
        return mail.messagesTo(to).getFirst();
    }

    private static String link(ReceivedMail received) {
        Matcher link = LINK.matcher(received.text());
        assertThat(link.find()).as(received.text()).isTrue();
        return link.group(1);
    }

    private static void addByOperator(String email) {
        given().header("Authorization", "Bearer " + Tokens.token("olga", "operator"))
                .contentType(ContentType.JSON)
                .body(Map.of("email", email))
                .post("/v1/subscribers")
                .then()
                .statusCode(201);
    }

    private static ValidatableResponse search(String email) {
        return given().header("Authorization", "Bearer " + Tokens.token("olga", "operator"))
                .contentType(ContentType.JSON)
                .body(Map.of("email", email))
                .post("/v1/subscribers/search")
                .then()
                .statusCode(200);
    }
}
