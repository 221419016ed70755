package org.incidentcomms.blog.site;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Map;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.fixtures.Samples;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Previews of site and blog, requested as incident-api does. */
@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class SitePreviewIT {
    private static final EventCodec CODEC = new EventCodec();
    private static final String OPERATOR = Tokens.token("olga", "operator");

    @Test
    void aPostIsShownWithItsTextSignatureAndAddresses() {
        PublishedEvent opened = Told.incident("inc_previewed", "Slow", Impact.MAJOR)
                .step(
                        Instant.now(),
                        Status.INVESTIGATING,
                        "It *is* slow",
                        "We are **looking**. <script>alert(1)</script>",
                        "Alex Mann",
                        ChannelSelection.EVERYBODY);

        preview(OPERATOR, opened)
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].destination", equalTo("site"))
                .body("items[0].recipients", equalTo(1))
                .body("items[0].parts.headline", equalTo("It *is* slow"))
                .body("items[0].parts.html", containsString("<strong>looking</strong>"))
                .body("items[0].parts.html", not(containsString("<script")))
                .body("items[0].parts.excerpt", containsString("We are looking."))
                .body("items[0].parts.sign_off", equalTo("Alex Mann"))
                .body("items[0].parts.url", equalTo("http://localhost:8083/posts/inc-previewed-u1"))
                .body("items[0].parts.page_url", equalTo("http://localhost:8083/incidents/inc-previewed"))
                .body("items[0].skipped", nullValue());
        given().get("/incidents/inc-previewed").then().statusCode(not(200));
    }

    @Test
    void withoutABlogPostThePageIsShownAndItIsSaidSo() {
        PublishedEvent opened = Told.incident("inc_unposted", "Slow", Impact.MAJOR)
                .step(
                        Instant.now(),
                        Status.INVESTIGATING,
                        null,
                        "m",
                        null,
                        new ChannelSelection(Map.of("email", true, "twitter", true, "blog", false)));

        preview(OPERATOR, opened)
                .body("items[0].parts.url", equalTo("http://localhost:8083/incidents/inc-unposted"))
                .body("items[0].warnings", hasItem(containsString("no blog post")));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void everyTypeOfEventHasAnAnswer(EventType type) {
        preview(OPERATOR, Samples.of(type)).statusCode(200).body("items", hasSize(1));
    }

    @Test
    void anEventOfAYearOfUpdatesIsNotTooLongToBeShown() {
        Told incident = Told.incident("inc_long", "Long", Impact.MAJOR);
        PublishedEvent last = incident.step(Instant.now(), Status.INVESTIGATING, null, "é".repeat(25_000));
        for (int i = 0; i < 10; i++) {
            last = incident.step(Instant.now(), Status.IDENTIFIED, null, "é".repeat(25_000));
        }

        preview(OPERATOR, last).statusCode(200);
        given().header("Authorization", "Bearer " + OPERATOR)
                .contentType("application/json")
                .body("x".repeat(70_000))
                .post("/v1/channels/email/resume")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }

    @Test
    void onlyOperatorsMayAsk() {
        PublishedEvent opened =
                Told.incident("inc_asked", "Slow", Impact.MAJOR).step(Instant.now(), Status.INVESTIGATING, null, "m");

        preview(Tokens.token("vera", "viewer"), opened).statusCode(403);
        preview("no.such.token", opened).statusCode(401);
    }

    @Test
    void whatIsNoEventIsRefused() {
        ask(OPERATOR, "x-1", "incident.opened", "{}".getBytes(UTF_8)).statusCode(400);
        ask(OPERATOR, "x-1", "incident.exploded", "{}".getBytes(UTF_8)).statusCode(400);
    }

    private static ValidatableResponse preview(String token, PublishedEvent event) {
        return ask(token, event.id(), event.type().wire(), CODEC.encode(event.data()));
    }

    private static ValidatableResponse ask(String token, String id, String type, byte[] data) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .header("ce-id", id)
                .header("ce-type", type)
                .header("ce-time", Instant.now().toString())
                .body(data)
                .post("/v1/previews")
                .then();
    }
}
