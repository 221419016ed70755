package org.incidentcomms.email;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.fixtures.Samples;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.fixtures.StatusEventsTopic;
import org.incidentcomms.testkit.mail.MailServer;
import org.incidentcomms.testkit.mail.ReceivedMail;
import org.incidentcomms.testkit.quarkus.ConnectionLimits;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole service: an event in Kafka becomes mails, and the links in them work. */
@QuarkusTest
@EmailService
class EmailServiceIT {

    @SuppressWarnings("NullAway.Init") // initialised before the first test
    private static StatusEventsTopic topic;

    @Inject
    DataSource dataSource;

    private final MailServer mail = SharedServers.mail();
    private final String pat = UUID.randomUUID() + "@customer.example";
    private final String sue = UUID.randomUUID() + "@customer.example";

    @BeforeAll
    static void makeTopics() {
        topic = StatusEventsTopic.fresh(SharedServers.kafka());
    }

    @AfterAll
    static void close() {
        topic.close();
    }

    @BeforeEach
    void subscribe() {
        add("{\"email\": \"" + pat + "\"}");
        add("{\"email\": \"" + sue + "\", \"components\": [\"mobile-app\"]}");
    }

    @AfterEach
    void allIsWell() {
        Outage.ends(mail);
        mail.faults().clear();
    }

    @Test
    void aDatabaseThatVanishesIsNoticedInSeconds() throws SQLException {
        ConnectionLimits.assertSet(dataSource, Duration.ofSeconds(15));
    }

    /** The API rejects such a title, but an event accepted before that check existed may still be read. */
    @Test
    void whatCannotBeComposedIsReportedAtOnceAndShowsInHealthAndMetrics() {
        PublishedEvent unspeakable = Scenario.incident("\u200b", Impact.MINOR).opens("Nobody can see the title.");

        topic.publish(unspeakable);

        DeliveryReport report = await().until(
                        () -> topic.reports("email").get(unspeakable.id()),
                        told -> told != null && told.state() == DeliveryState.FAILED);
        assertThat(report.reason()).isEqualTo("invalid");
        assertThat(report.pending()).isZero();
        assertThat(health("notifier")).contains("email_composing=degraded");
        given().get("/q/metrics")
                .then()
                .body(containsString("deliveries_total{destination=\"email\",reason=\"invalid\",result=\"rejected\"}"));
        assertThat(mail.messagesTo(pat)).isEmpty();
    }

    @Test
    void anEventBecomesOneMailForEachWhoFollowsItsComponents() {
        Scenario story = Scenario.incident("Slow log-in", Impact.MAJOR)
                .concerning(new AffectedComponent("web-app", "Web app", ComponentStatus.DEGRADED_PERFORMANCE));
        topic.publish(story.opens("Logging in is **slow**."));
        story.concerning(new AffectedComponent("mobile-app", "Mobile app", ComponentStatus.PARTIAL_OUTAGE));
        topic.publish(story.says(Status.IDENTIFIED, "We know why."));

        ReceivedMail first = awaitMail(pat, 1);
        ReceivedMail second = awaitMail(pat, 2);
        ReceivedMail hers = awaitMail(sue, 1);

        assertThat(first.subject()).isEqualTo("[ClickTime] Slow log-in – Investigating");
        assertThat(first.header("From")).isEqualTo("\"ClickTime Status\" <status@clicktime.example>");
        assertThat(first.header("To")).isEqualTo(pat);
        assertThat(first.text()).contains("Logging in is slow.").contains("/unsubscribe/");
        assertThat(first.html())
                .contains("Logging in is <strong>slow</strong>.")
                .contains("/unsubscribe/");
        assertThat(second.header("In-Reply-To")).isEqualTo(first.header("Message-ID"));
        assertThat(second.header("References")).startsWith("<inc_").contains(first.header("Message-ID"));
        assertThat(hers.text()).contains("We know why.").contains("Logging in is slow.");
        assertThat(mail.messagesTo(sue)).hasSize(1);
    }

    @Test
    void whoFollowsOneIncidentHearsOfThatOnly() {
        Scenario followed = Scenario.incident("Slow invoices", Impact.MINOR);
        PublishedEvent opened = followed.opens("Invoices are slow.");
        topic.publish(opened);
        ReceivedMail first = awaitMail(pat, 1);
        assertThat(first.subject()).contains("Slow invoices");
        String kim = "kim-" + pat;
        given().contentType(ContentType.JSON)
                .body(Map.of(
                        "email",
                        kim,
                        "incident",
                        ((IncidentEvent) opened.data()).incident().slug()))
                .post("/subscriptions")
                .then()
                .statusCode(202);
        Matcher link = Pattern.compile("/subscriptions/confirm/[A-Za-z0-9_-]+")
                .matcher(awaitMail(kim, 1).text());
        assertThat(link.find()).isTrue();
        given().contentType(ContentType.URLENC).post(link.group()).then().statusCode(200);

        topic.publish(Scenario.incident("Another one", Impact.MINOR).opens("Not hers."));
        topic.publish(followed.says(Status.RESOLVED, "Fast again."));

        assertThat(awaitMail(kim, 2).subject()).isEqualTo("[ClickTime] Slow invoices – Resolved");
        awaitMail(pat, 3);
        assertThat(mail.messagesTo(kim)).hasSize(2);
    }

    @Test
    void theLinkInTheMailAsksFirstAndThenTakesTheAddressOffTheListAtOnce() {
        Scenario story = Scenario.incident("Slow reports", Impact.MINOR);
        topic.publish(story.opens("Reports are slow."));
        String link = path(awaitMail(pat, 1));

        for (int i = 0; i < 2; i++) {
            given().get(link)
                    .then()
                    .statusCode(200)
                    .contentType("text/html")
                    .header("Content-Security-Policy", containsString("default-src 'none'"))
                    .header("Cache-Control", containsString("no-store"))
                    .body(containsString("<form method=\"post\">"));
        }
        given().contentType(ContentType.URLENC)
                .formParam("unsubscribe", "yes")
                .post(link)
                .then()
                .statusCode(200)
                .body(containsString("You are unsubscribed"));
        given().get(link).then().statusCode(200).body(containsString("You are unsubscribed"));

        add("{\"email\": \"after-" + pat + "\"}");
        topic.publish(story.says(Status.IDENTIFIED, "We know why."));
        topic.publish(Scenario.incident("Another", Impact.MINOR).opens("For those who are still there."));
        awaitMail("after-" + pat, 1);
        assertThat(mail.messagesTo(pat)).hasSize(1);
    }

    @Test
    void oneClickUnsubscribesWithoutAPageAndMayBeRepeated() {
        topic.publish(Scenario.incident("Slow exports", Impact.MINOR).opens("Exports are slow."));
        ReceivedMail received = awaitMail(pat, 1);
        assertThat(received.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        String link = path(received);

        given().contentType(ContentType.URLENC)
                .formParam("List-Unsubscribe", "One-Click")
                .post(link)
                .then()
                .statusCode(200)
                .body(emptyString());
        given().contentType("multipart/form-data")
                .multiPart("List-Unsubscribe", "One-Click")
                .post(link)
                .then()
                .statusCode(200)
                .body(emptyString());

        assertThat(isOnTheList(pat)).isFalse();
    }

    @Test
    void aLinkThatIsNotOursChangesNothing() {
        topic.publish(Scenario.incident("Slow imports", Impact.MINOR).opens("Imports are slow."));
        String link = path(awaitMail(pat, 1));
        String forged = link.substring(0, link.length() - 3) + "xyz";

        given().get(forged).then().statusCode(404).body(containsString("This link does not work"));
        given().contentType(ContentType.URLENC)
                .formParam("List-Unsubscribe", "One-Click")
                .post(forged)
                .then()
                .statusCode(404);

        assertThat(isOnTheList(pat)).isTrue();
    }

    @Test
    void whoUnsubscribesWhileMailsAreOnTheirWayIsNotToldAnyMore() {
        topic.publish(Scenario.incident("First", Impact.MINOR).opens("To learn the link."));
        String link = path(awaitMail(sue, 1));
        Outage.begins(mail);
        topic.publish(Scenario.incident("Second", Impact.MINOR).opens("Nobody can be told yet."));
        await().until(() -> smtp().contains("degraded"));

        given().contentType(ContentType.URLENC)
                .formParam("List-Unsubscribe", "One-Click")
                .post(link)
                .then()
                .statusCode(200);
        Outage.ends(mail);

        awaitMail(pat, 2);
        assertThat(mail.messagesTo(sue)).hasSize(1);
        await().until(() -> !smtp().contains("degraded"));
    }

    @Test
    void whileTheMailServerIsAwayTheServiceIsReadyAndHealthSaysWhatIsWrong() {
        Outage.begins(mail);
        topic.publish(Scenario.incident("Unheard", Impact.MINOR).opens("Later, then."));

        await().until(() -> smtp().contains("degraded"));
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/health").then().statusCode(200).body("status", equalTo("UP"));

        Outage.ends(mail);
        awaitMail(pat, 1);
    }

    @Test
    void aPreviewTellsWhatWouldBeSentAndToHowManyAndSendsNothing() {
        PublishedEvent event = Scenario.incident("Only a thought", Impact.MINOR).opens("What if.");
        EventCodec codec = new EventCodec();
        RequestSpecification request = operator().contentType(ContentType.JSON);
        codec.headers(event).forEach((name, value) -> {
            if (name.startsWith("ce_")) {
                request.header(name.replace('_', '-'), value);
            }
        });

        request.body(codec.encode(event.data()))
                .post("/v1/previews")
                .then()
                .statusCode(200)
                .body("items.destination", hasItem("email"))
                .body("items[0].parts.subject", equalTo("[ClickTime] Only a thought – Investigating"))
                .body("items[0].parts.text", containsString("What if."))
                .body("items[0].parts.html", containsString("What if."));

        assertThat(mail.messages()).noneMatch(sent -> sent.subject().contains("thought"));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void everyTypeOfEventHasAPreview(EventType type) {
        PublishedEvent event = Samples.of(type);
        EventCodec codec = new EventCodec();
        RequestSpecification request =
                operator().contentType("application/json").body(codec.encode(event.data()));
        codec.headers(event).forEach((header, value) -> request.header(header.replace('_', '-'), value));

        request.post("/v1/previews").then().statusCode(200).body("items.destination", equalTo(List.of("email")));
    }

    @Test
    void helpIsWhereTheMailsSayItIs() {
        given().get("/subscriptions/help").then().statusCode(200).body(containsString("About these e-mails"));
        given().get("/assets/page.css").then().statusCode(200).contentType("text/css");
    }

    private ReceivedMail awaitMail(String to, int count) {
        await().until(() -> mail.messagesTo(to).size() >= count);
        return mail.messagesTo(to).get(count - 1);
    }

    private static String path(ReceivedMail received) {
        String header = received.header("List-Unsubscribe");
        String link = header.substring(1, header.length() - 1);
        assertThat(link).startsWith("https://updates.clicktime.example/unsubscribe/");
        return URI.create(link).getPath();
    }

    private static String smtp() {
        return health("smtp");
    }

    private static String health(String check) {
        List<Map<String, Object>> checks =
                given().get("/q/health").then().extract().jsonPath().getList("checks");
        return checks.stream()
                .filter(found -> check.equals(found.get("name")))
                .map(found -> String.valueOf(found.get("data")))
                .findFirst()
                .orElse("");
    }

    private static void add(String body) {
        operator()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/subscribers")
                .then()
                .statusCode(201);
    }

    private static boolean isOnTheList(String email) {
        return !operator()
                .contentType(ContentType.JSON)
                .body(Map.of("email", email))
                .post("/v1/subscribers/search")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items")
                .isEmpty();
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + Tokens.token("olga", "operator"));
    }
}
