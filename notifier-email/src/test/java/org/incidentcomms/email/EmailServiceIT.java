package org.incidentcomms.email;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.testkit.fixtures.Samples;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.mail.SmtpFaults;
import org.incidentcomms.testkit.quarkus.ConnectionLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole service: an event in Kafka becomes mails, failures show, and a preview sends nothing. */
@QuarkusTest
@EmailService
class EmailServiceIT extends EmailServiceFixture {
    @Inject
    DataSource dataSource;

    @Inject
    Flyway flyway;

    @Test
    void aDatabaseThatVanishesIsNoticedInSeconds() throws SQLException {
        ConnectionLimits.assertLongForMigrations(flyway);
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
        System.gc(); // a gauge knows what it measures by a weak reference
        given().get("/q/metrics")
                .then()
                .body(containsString("channel_paused{destination=\"email\"} 0.0"))
                .body(containsString("deliveries_total{destination=\"email\",reason=\"invalid\",result=\"rejected\"}"))
                .body(containsString("kafka_consumer_fetch_manager_records_lag{client_id=\"notifier-email-"))
                .body(containsString("kafka_producer_record_send_total{client_id=\"notifier-email-producer\""))
                .body(containsString("delivery_accepted_to_delivered_seconds_bucket{destination=\"email\",le=\"1.0\""))
                .body(containsString("agroal_active_count{"))
                .body(containsString("loop_failures_total{loop=\"email-outcomes\"} 0.0"))
                .body(containsString("subscription_requests_total{result=\"failed\"} 0.0"))
                .body(containsString("bounce_reports_total{kind=\"unidentified\"}"))
                .body(containsString("subscribers_quarantined_total{reason=\"imported\"}"))
                .body(containsString("quarantines_withheld_total"));
        given().header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5") // as Prometheus
                .get("/q/metrics")
                .then()
                .contentType(containsString("application/openmetrics-text"));
        assertThat(mail.messagesTo(pat)).isEmpty();
    }

    @Test
    void eachSubscriberHasAReturnPathOfTheirOwn() {
        topic.publish(Scenario.incident("Slow search", Impact.MINOR).opens("Search is slow."));
        String first = awaitMail(pat, 1).sender();

        assertThat(first).matches("bounces\\+[0-9a-v]{48}@clicktime\\.example");
        topic.publish(Scenario.incident("Slow sync", Impact.MINOR).opens("Sync is slow."));
        assertThat(awaitMail(pat, 2).sender()).isEqualTo(first);
        assertThat(awaitMail(sue, 1).sender()).isNotEqualTo(first);
    }

    @Test
    void whomTheRelayRefusesAsUnknownIsInQuarantineAndTheOthersAreTold() {
        mail.faults().reply(SmtpFaults.Stage.RCPT, pat::equals, "550 5.1.1 user unknown", 1);

        topic.publish(Scenario.incident("Slow mail", Impact.MINOR).opens("Mail is slow."));

        awaitMail(sue, 1);
        await().until(() -> operator()
                .contentType(ContentType.JSON)
                .body("{\"email\": \"" + pat + "\"}")
                .post("/v1/subscribers/search")
                .jsonPath()
                .getString("items[0].state")
                .equals("quarantined"));
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

        preview(event)
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

        preview(event).body("items.destination", equalTo(List.of("email")));
    }

    @Test
    void helpIsWhereTheMailsSayItIs() {
        given().get("/subscriptions/help").then().statusCode(200).body(containsString("About these e-mails"));
        given().get("/assets/page.css").then().statusCode(200).contentType("text/css");
    }
}
