package org.incidentcomms.email.subscriber;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.incidentcomms.email.EmailService;
import org.incidentcomms.email.OperatorCalls;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.fixtures.StatusEventsTopic;
import org.incidentcomms.testkit.mail.MailServer;
import org.incidentcomms.testkit.mail.SmtpFaults.Stage;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.Test;

@QuarkusTest
@EmailService
class ErasureResourceIT {
    private final String pat = UUID.randomUUID() + "@customer.example";

    @Test
    void anAdminErasesAPersonAndTheCertificateIsVerified() {
        long id = add(pat);

        Map<String, Object> certificate = erase(Map.of("email", pat.toUpperCase(java.util.Locale.ROOT)))
                .statusCode(200)
                .body("subscriber_id", equalTo((int) id))
                .body("deleted.subscriber", equalTo(1))
                .body("kept_out", equalTo(true))
                .body(not(containsString("@")))
                .extract()
                .jsonPath()
                .getMap("");

        verify(certificate, pat).body("genuine", equalTo(true)).body("absent", equalTo(true));
        verify(certificate, "other" + pat).body("genuine", equalTo(false));
        Map<String, Object> changed = new HashMap<>(certificate);
        changed.put("kept_out", false);
        verify(changed, pat).body("genuine", equalTo(false));
        as("admin").get("/v1/subscribers/" + id + "/history").then().body("items.action.last()", equalTo("erased"));
        as("admin")
                .contentType("text/csv")
                .body("email\r\n" + pat + "\r\n")
                .post("/v1/subscribers/import")
                .then()
                .statusCode(200)
                .body("left", equalTo(1))
                .body("added", equalTo(0));
        erase(Map.of("email", pat, "keep_out", false)).statusCode(200).body("subscriber_id", nullValue());
        add(pat);
        verify(certificate, pat).body("genuine", equalTo(true)).body("absent", equalTo(false));
    }

    @Test
    void onlyAnAdminErasesAndWhatIsNoAddressIsRefused() {
        for (String role : List.of("viewer", "operator")) {
            as(role).contentType(ContentType.JSON)
                    .body(Map.of("email", pat))
                    .post("/v1/subscribers/erase")
                    .then()
                    .statusCode(403);
        }
        erase(Map.of("email", "nobody")).statusCode(422).body("violations[0].field", equalTo("email"));
        erase(Map.of()).statusCode(422).body("violations", hasSize(1));
    }

    /** The first attempt fails for now; before the next the person is erased. */
    @Test
    void whoIsErasedWhileAMailWaitsIsNotToldAnyMore() {
        MailServer mail = SharedServers.mail();
        String group = "g-" + UUID.randomUUID();
        try (StatusEventsTopic topic = StatusEventsTopic.fresh(SharedServers.kafka())) {
            add(pat, group);
            add("other-" + pat, group);
            mail.faults().reply(Stage.RCPT, pat::equals, "452 4.2.2 mailbox full", 1);
            PublishedEvent opened =
                    Scenario.incident("Erased", Impact.MINOR).limitedTo(group).opens("It is slow.");
            topic.publish(opened);
            await().untilAsserted(() -> as("operator")
                    .queryParam("event", opened.id())
                    .queryParam("state", "pending")
                    .get("/v1/deliveries")
                    .then()
                    .body("items", hasSize(1)));

            erase(Map.of("email", pat)).statusCode(200);

            await().until(
                            () -> topic.reports("email").get(opened.id()),
                            told -> told != null && told.state() == DeliveryState.DELIVERED);
            assertThat(mail.messagesTo(pat)).isEmpty();
            assertThat(mail.messagesTo("other-" + pat)).hasSize(1);
        } finally {
            mail.faults().clear();
        }
    }

    private static ValidatableResponse erase(Map<String, Object> body) {
        return as("admin")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/subscribers/erase")
                .then();
    }

    private static ValidatableResponse verify(Map<String, Object> certificate, String email) {
        Map<String, Object> body = new HashMap<>(certificate);
        body.put("email", email);
        return as("admin")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/subscribers/erasures/verify")
                .then()
                .statusCode(200);
    }

    private static long add(String email, String... groups) {
        return OperatorCalls.addSubscriber(Map.of("email", email, "groups", List.of(groups), "welcome", false));
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + Tokens.token("ada", role));
    }
}
