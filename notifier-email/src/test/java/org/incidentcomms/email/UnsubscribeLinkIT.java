package org.incidentcomms.email;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.net.URI;
import java.util.Map;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.mail.ReceivedMail;
import org.junit.jupiter.api.Test;

/** The links in a mail take the address off the list, and nobody else can. */
@QuarkusTest
@EmailService
class UnsubscribeLinkIT extends EmailServiceFixture {
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
        String forged = ForgedLink.of(link);

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

    private static String path(ReceivedMail received) {
        String header = received.header("List-Unsubscribe");
        String link = header.substring(1, header.length() - 1);
        assertThat(link).startsWith("https://updates.clicktime.example/unsubscribe/");
        return URI.create(link).getPath();
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
}
