package org.incidentcomms.email.delivery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import org.incidentcomms.email.EmailService;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.fixtures.StatusEventsTopic;
import org.incidentcomms.testkit.mail.MailServer;
import org.incidentcomms.testkit.mail.SmtpFaults.Stage;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a retry does for those whose address was refused: they are in quarantine by then. */
@QuarkusTest
@EmailService
class RetryOfQuarantinedIT {
    @SuppressWarnings("NullAway.Init") // initialised before the first test
    private static StatusEventsTopic topic;

    private final MailServer mail = SharedServers.mail();
    private final String group = "g-" + UUID.randomUUID();
    private final String pat = group + ".pat@customer.example";
    private final String sue = group + ".sue@customer.example";
    private final String joe = group + ".joe@customer.example";

    @BeforeAll
    static void makeTopics() {
        topic = StatusEventsTopic.fresh(SharedServers.kafka());
    }

    @AfterAll
    static void close() {
        topic.close();
    }

    @AfterEach
    void noFaults() {
        mail.faults().clear();
    }

    @Test
    void whoIsInQuarantineStaysFailedAndIsToldByTheRetryAfterReactivation() {
        long patId = add(pat);
        long sueId = add(sue);
        long joeId = add(joe);
        Scenario story = Scenario.incident("Refused", Impact.MINOR).limitedTo(group);
        mail.faults().reply(Stage.RCPT, pat::equals, "552 5.3.4 too big", 100);
        mail.faults().reply(Stage.RCPT, address -> List.of(sue, joe).contains(address), "550 5.1.1 user unknown", 100);
        PublishedEvent opened = story.opens("It is slow.");
        topic.publish(opened);
        awaitReport(opened, DeliveryState.FAILED);
        mail.faults().clear();
        operator().delete("/v1/subscribers/" + joeId).then().statusCode(204);

        topic.publish(story.event(RetryOfQuarantinedIT::retry));
        await().untilAsserted(() -> {
            assertThat(outcome(opened, patId)).isEqualTo("delivered null");
            assertThat(outcome(opened, sueId)).isEqualTo("failed no_such_recipient");
            assertThat(outcome(opened, joeId)).isEqualTo("skipped left");
        });
        assertThat(mail.messagesTo(sue)).as("mails to an address in quarantine").isEmpty();
        operator().post("/v1/subscribers/" + sueId + "/reactivate").then().statusCode(200);
        topic.publish(story.event(RetryOfQuarantinedIT::retry));

        await().untilAsserted(() -> assertThat(outcome(opened, sueId)).isEqualTo("delivered null"));
        assertThat(mail.messagesTo(sue)).hasSize(1);
        assertThat(mail.messagesTo(pat)).as("who was told before").hasSize(1);
        assertThat(mail.messagesTo(joe)).as("who is no longer on the list").isEmpty();
    }

    private static StatusEvent retry(Incident incident) {
        return new DeliveryRetryRequested(incident, null, List.of("email"));
    }

    private static String outcome(PublishedEvent event, long subscriber) {
        var item = operator()
                .queryParam("event", event.id())
                .get("/v1/deliveries")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("items.find { it.subscriber_id == " + subscriber + " }");
        return item == null ? "none" : item.get("state") + " " + item.get("reason");
    }

    private static void awaitReport(PublishedEvent event, DeliveryState state) {
        await().until(() -> topic.reports("email").get(event.id()), told -> told != null && told.state() == state);
    }

    private long add(String email) {
        return operator()
                .contentType(ContentType.JSON)
                .body("""
                        {"email": "%s", "welcome": false, "groups": ["%s"]}""".formatted(email, group))
                .post("/v1/subscribers")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + Tokens.token("olga", "operator"));
    }
}
