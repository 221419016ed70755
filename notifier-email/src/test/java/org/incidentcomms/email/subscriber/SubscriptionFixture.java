package org.incidentcomms.email.subscriber;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.incidentcomms.email.OperatorCalls;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.mail.MailServer;
import org.incidentcomms.testkit.mail.ReceivedMail;
import org.incidentcomms.testkit.quarkus.SharedServers;

/** What a person does by the public pages and the links in the mails, and an operator by the API. */
abstract class SubscriptionFixture {
    static final Pattern LINK =
            Pattern.compile("https://updates\\.clicktime\\.example(/subscriptions/(confirm|manage)/[A-Za-z0-9_.-]+)");

    final MailServer mail = SharedServers.mail();
    final String pat = UUID.randomUUID() + "@customer.example";

    static ValidatableResponse signUp(Map<String, Object> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/subscriptions")
                .then();
    }

    static ValidatableResponse post(String email) {
        return submit("/subscriptions", Map.of("email", email));
    }

    static ValidatableResponse page(String path) {
        return given().urlEncodingEnabled(false).get(path).then().contentType("text/html");
    }

    static ValidatableResponse submit(String path, Map<String, String> form) {
        return given().contentType(ContentType.URLENC)
                .formParams(form)
                .post(path)
                .then();
    }

    ReceivedMail awaitMail(String to) {
        await().until(() -> !mail.messagesTo(to).isEmpty());
        return mail.messagesTo(to).getFirst();
    }

    static String link(ReceivedMail received) {
        Matcher link = LINK.matcher(received.text());
        assertThat(link.find()).as(received.text()).isTrue();
        return link.group(1);
    }

    static void addByOperator(String email) {
        addByOperator(Map.of("email", email, "welcome", false));
    }

    static void addByOperator(Map<String, Object> body) {
        long unused = OperatorCalls.addSubscriber(body);
    }

    static ValidatableResponse search(String email) {
        return given().header("Authorization", "Bearer " + Tokens.token("olga", "operator"))
                .contentType(ContentType.JSON)
                .body(Map.of("email", email))
                .post("/v1/subscribers/search")
                .then()
                .statusCode(200);
    }
}
