package org.incidentcomms.email;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.UUID;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.mail.MailServer;
import org.incidentcomms.testkit.mail.ReceivedMail;
import org.incidentcomms.testkit.mail.SmtpFaults.Stage;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@QuarkusTest
@EmailService
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TestMessageIT {
    private final MailServer mail = SharedServers.mail();
    private final String address = UUID.randomUUID() + "@customer.example";

    @AfterEach
    void noFaults() {
        mail.faults().clear();
    }

    @Test
    void aTestMailArrivesAtOnceAndARefusalIsAnsweredInTheServersWords() {
        send("operator", address)
                .statusCode(200)
                .body("accepted", equalTo(true))
                .body("relay", equalTo("127.0.0.1:" + mail.port()))
                .body("ms", notNullValue());
        ReceivedMail received = mail.messagesTo(address).getFirst();
        assertThat(received.subject()).isEqualTo("Test: status updates of ClickTime");
        assertThat(received.text()).contains("This is a test");
        assertThat(received.header("Auto-Submitted")).isEqualTo("auto-generated");

        mail.faults().reply(Stage.RCPT, address::equals, "550 5.1.1 <" + address + "> is unknown here", 1);
        send("admin", address)
                .statusCode(502)
                .contentType("application/problem+json")
                .body("detail", containsString("550 5.1.1"))
                .body("reason", equalTo("no_such_recipient"))
                .body("relay", equalTo("127.0.0.1:" + mail.port()))
                .body("reply", containsString("is unknown here"))
                .body(not(containsString(address)));
    }

    @Test
    void aRelayThatIsAwayIsNamedToo() {
        Outage.begins(mail);
        try {
            send("operator", address)
                    .statusCode(502)
                    .body("reason", equalTo("unreachable"))
                    .body("relay", equalTo("127.0.0.1:" + mail.port()));
        } finally {
            Outage.ends(mail);
        }
    }

    @Test
    void onlyOperatorsSendAndOnlyToAnAddress() {
        given().contentType(ContentType.JSON)
                .body(Map.of("email", address))
                .post("/v1/test-message")
                .then()
                .statusCode(401);
        send("viewer", address).statusCode(403);
        send("operator", "nobody").statusCode(422).body("violations[0].field", equalTo("email"));
        assertThat(mail.messagesTo(address)).isEmpty();
    }

    /** The last one: it uses up the limit. */
    @Test
    @Order(Integer.MAX_VALUE)
    void noMoreThanTenAreSentAMinute() {
        int refused = 0;
        for (int i = 0; i <= TestMessageResource.MOST_PER_MINUTE; i++) {
            var answer = send("operator", address);
            if (answer.extract().statusCode() == 429) {
                refused++;
                answer.header("Retry-After", notNullValue()).contentType("application/problem+json");
            }
        }
        assertThat(refused).isPositive();
        assertThat(mail.messagesTo(address)).hasSizeLessThanOrEqualTo(TestMessageResource.MOST_PER_MINUTE);
    }

    private static ValidatableResponse send(String role, String email) {
        return given().header("Authorization", "Bearer " + Tokens.token("olga", role))
                .contentType(ContentType.JSON)
                .body(Map.of("email", email))
                .post("/v1/test-message")
                .then();
    }
}
