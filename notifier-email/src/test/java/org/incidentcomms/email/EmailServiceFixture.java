package org.incidentcomms.email;

import static io.restassured.RestAssured.given;
import static org.incidentcomms.testkit.Patience.await;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.fixtures.StatusEventsTopic;
import org.incidentcomms.testkit.mail.MailServer;
import org.incidentcomms.testkit.mail.ReceivedMail;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Events in Kafka, mails in a mailbox, and two subscribers: to everything, and to one component. */
abstract class EmailServiceFixture {
    @SuppressWarnings("NullAway.Init") // initialised before the first test
    static StatusEventsTopic topic;

    final MailServer mail = SharedServers.mail();
    final String pat = UUID.randomUUID() + "@customer.example";
    final String sue = UUID.randomUUID() + "@customer.example";

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

    static ValidatableResponse preview(PublishedEvent event) {
        EventCodec codec = new EventCodec();
        RequestSpecification request = operator().contentType(ContentType.JSON).body(codec.encode(event.data()));
        codec.headers(event).forEach((header, value) -> request.header(header.replace('_', '-'), value));
        return request.post("/v1/previews").then().statusCode(200);
    }

    ReceivedMail awaitMail(String to, int count) {
        await().until(() -> mail.messagesTo(to).size() >= count);
        return mail.messagesTo(to).get(count - 1);
    }

    static String smtp() {
        return health("smtp");
    }

    static String health(String check) {
        List<Map<String, Object>> checks =
                given().get("/q/health").then().extract().jsonPath().getList("checks");
        return checks.stream()
                .filter(found -> check.equals(found.get("name")))
                .map(found -> String.valueOf(found.get("data")))
                .findFirst()
                .orElse("");
    }

    static void add(String body) {
        long unused = OperatorCalls.addSubscriber(body.replace("}", ", \"welcome\": false}"));
    }

    static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + Tokens.token("olga", "operator"));
    }
}
