package org.incidentcomms.email;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.StatusEvent.IncidentUpdated;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.mail.ReceivedMail;
import org.junit.jupiter.api.Test;

/** Who is told of an event: those who follow its components, its incident, or are in its group. */
@QuarkusTest
@EmailService
class EmailAudienceIT extends EmailServiceFixture {
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
        confirm(awaitMail(kim, 1));

        topic.publish(Scenario.incident("Another one", Impact.MINOR).opens("Not hers."));
        topic.publish(followed.says(Status.RESOLVED, "Fast again."));

        assertThat(awaitMail(kim, 2).subject()).isEqualTo("[ClickTime] Slow invoices – Resolved");
        topic.publish(followed.says(Status.INVESTIGATING, "Slow again."));
        assertThat(awaitMail(kim, 3).subject())
                .as("its re-opening too")
                .isEqualTo("[ClickTime] Slow invoices – Investigating");
        awaitMail(pat, 4);
        assertThat(mail.messagesTo(kim)).hasSize(3);
    }

    @Test
    void anAddressWithThreeSubscriptionsIsToldOnceOfEachEvent() {
        Scenario first = Scenario.incident("Slow charts", Impact.MINOR);
        Scenario second = Scenario.incident("Slow exports", Impact.MINOR);
        topic.publish(first.opens("Charts are slow."));
        topic.publish(second.opens("Exports are slow."));
        awaitMail(pat, 2);
        for (Scenario followed : List.of(first, second)) {
            int known = mail.messagesTo(pat).size();
            given().contentType(ContentType.JSON)
                    .body(Map.of("email", pat, "incident", followed.incident().slug()))
                    .post("/subscriptions")
                    .then()
                    .statusCode(202);
            confirm(awaitMail(pat, known + 1));
        }
        int before = mail.messagesTo(pat).size();

        List<PublishedEvent> events =
                List.of(first.says(Status.RESOLVED, "Fast again."), second.says(Status.RESOLVED, "Fast again."));
        events.forEach(topic::publish);

        for (PublishedEvent event : events) {
            await().until(
                            () -> topic.reports("email").get(event.id()),
                            told -> told != null && told.state() == DeliveryState.DELIVERED);
        }
        assertThat(mail.messagesTo(pat)).hasSize(before + 2);
    }

    @Test
    void anIncidentForAGroupReachesItsSubscribersAndNobodyElse() {
        String kim = "kim-" + pat;
        String group = "g-" + pat.substring(0, 8);
        add("{\"email\": \"" + kim + "\", \"groups\": [\"" + group + "\"]}");
        operator()
                .queryParam("limit", 1000)
                .get("/v1/groups")
                .then()
                .statusCode(200)
                .body("items.find { it.id == '" + group + "' }.subscribers", equalTo(1))
                .body("items.find { it.id == '" + group + "' }.active", equalTo(1));
        Scenario limited = Scenario.incident("Slow for some", Impact.MINOR).limitedTo(group, "unknown-group");

        PublishedEvent opened = limited.opens("Some are slow.");
        topic.publish(opened);

        assertThat(awaitMail(kim, 1).subject()).contains("Slow for some");
        DeliveryReport report = await().until(
                        () -> topic.reports("email").get(opened.id()),
                        told -> told != null && told.state() == DeliveryState.DELIVERED);
        assertThat(report.total()).isEqualTo(1);
        preview(limited.event(incident -> new IncidentUpdated(
                        incident, incident.updates().getLast().id())))
                .body("items[0].recipients", equalTo(1))
                .body("items[0].warnings", hasItem("nobody is in the group unknown-group"));
    }

    private static void confirm(ReceivedMail received) {
        Matcher link = Pattern.compile("/subscriptions/confirm/[A-Za-z0-9_-]+").matcher(received.text());
        assertThat(link.find()).isTrue();
        given().contentType(ContentType.URLENC).post(link.group()).then().statusCode(200);
    }
}
