package org.incidentcomms.email.delivery;

import static io.restassured.RestAssured.given;
import static org.incidentcomms.testkit.Patience.await;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.incidentcomms.email.OperatorCalls;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.fixtures.StatusEventsTopic;
import org.incidentcomms.testkit.mail.MailServer;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Events in Kafka, and subscribers in a group of each test's own, to which it limits its incidents. */
abstract class DeliveryFixture {
    @SuppressWarnings("NullAway.Init") // initialised before the first test
    static StatusEventsTopic topic;

    final MailServer mail = SharedServers.mail();
    final String group = "g-" + UUID.randomUUID();
    final String pat = group + ".pat@customer.example";
    final String sue = group + ".sue@customer.example";

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

    /** {@code query}: names and values in turn. */
    static ValidatableResponse deliveries(Object... query) {
        RequestSpecification request = operator();
        for (int i = 0; i < query.length; i += 2) {
            request.queryParam((String) query[i], query[i + 1]);
        }
        return request.get("/v1/deliveries").then().statusCode(200);
    }

    static DeliveryReport awaitReport(PublishedEvent event, DeliveryState state) {
        return await().until(
                        () -> topic.reports("email").get(event.id()), told -> told != null && told.state() == state);
    }

    /** {@code more}: further fields in JSON, each after a comma. */
    long add(String email, String more) {
        String groups = more.contains("groups") ? "" : ", \"groups\": [\"" + group + "\"]";
        return OperatorCalls.addSubscriber("{\"email\": \"" + email + "\", \"welcome\": false" + groups + more + "}");
    }

    static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + Tokens.token("olga", "operator"));
    }
}
