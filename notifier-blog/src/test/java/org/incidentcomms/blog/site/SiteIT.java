package org.incidentcomms.blog.site;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.Topics;
import org.incidentcomms.kit.log.KafkaSettings;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class SiteIT extends SiteFixture {
    private static final EventCodec CODEC = new EventCodec();
    private static final KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(settings().producer());

    @Inject
    SiteReports reports;

    @AfterAll
    static void close() {
        producer.close();
    }

    @Test
    void anAnnouncementIsOnItsPagesAndReported() throws Exception {
        Told incident = Told.incident("inc_announced", "Announced", Impact.MAJOR);
        PublishedEvent opened = incident.step(Instant.now(), Status.INVESTIGATING, "It is slow", "We are looking.");
        long began = System.nanoTime();
        send(opened);

        awaitPage("/incidents/inc-announced").body(containsString("We are looking."));
        System.out.printf(
                "site: event to page through kafka and http: %d ms%n", (System.nanoTime() - began) / 1_000_000);
        awaitPage("/posts/inc-announced-u1").body(containsString("It is slow"));
        given().get("/").then().body(containsString("Announced"));
        given().get("/blog").then().body(containsString("It is slow"));
        given().get("/feed.atom")
                .then()
                .contentType(startsWith("application/atom+xml"))
                .body(containsString("It is slow"));

        DeliveryReport report = report(opened.id());
        assertThat(report.destination()).isEqualTo("site");
        assertThat(report.state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(report.updateId()).isEqualTo("inc_announced-u1");
        assertThat(report.total()).isEqualTo(1);
        assertThat(report.delivered()).isEqualTo(1);
        assertThat(report.url()).isEqualTo("http://localhost:8083/posts/inc-announced-u1");
    }

    @Test
    void anIncidentThatIsNotPublicHasNoPageAndIsReportedAsSkipped() throws Exception {
        PublishedEvent opened = Told.incident("inc_limited", "Limited", Impact.MAJOR)
                .limitedTo("eu-data-centre")
                .step(Instant.now(), Status.INVESTIGATING, null, "For some.");
        send(opened);

        DeliveryReport report = report(opened.id());
        assertThat(report.state()).isEqualTo(DeliveryState.SKIPPED);
        assertThat(report.skipped()).isEqualTo(1);
        assertThat(report.reason()).isEqualTo("audience");
        assertThat(report.url()).isNull();
        for (String path : List.of("/incidents/inc-limited", "/posts/inc-limited-u1")) {
            given().get(path).then().statusCode(404).header("Cache-Control", "no-store");
        }
        given().get("/unavailable.html").then().statusCode(200).body(not(containsString("Limited")));
    }

    @Test
    void anEventNobodyCanReadDoesNotStopTheNext() throws Exception {
        producer.send(new ProducerRecord<>(Topics.STATUS_EVENTS, "poison", "{".getBytes(UTF_8)))
                .get();
        send(Told.incident("inc_after", "After", Impact.MINOR)
                .step(Instant.now(), Status.INVESTIGATING, null, "Here."));

        awaitPage("/incidents/inc-after").body(containsString("Here."));
    }

    @Test
    void whatCouldNotBeShownIsReportedAsFailed() {
        PublishedEvent event =
                Told.incident("inc_failed", "Failed", Impact.MINOR).step(Instant.now(), Status.RESOLVED, null, "x");
        reports.failed(event.id(), (Announcement) event.data());

        DeliveryReport report = report(event.id());
        assertThat(report.state()).isEqualTo(DeliveryState.FAILED);
        assertThat(report.failed()).isEqualTo(1);
        assertThat(report.reason()).isEqualTo("unexpected");
        assertThat(report.url()).isNull();
    }

    @Test
    void aPageNotChangedIsNotSentAgain() throws Exception {
        send(Told.incident("inc_cached", "Cached", Impact.MINOR).step(Instant.now(), Status.RESOLVED, null, "Over."));
        awaitPage("/incidents/inc-cached");
        await().untilAsserted(() -> given().get("/incidents/inc-cached").then().header("ETag", endsWith("-gzip\"")));
        Response first = given().get("/incidents/inc-cached")
                .then()
                .header("ETag", matchesPattern("\"[0-9a-f]{24}-gzip\""))
                .header("Cache-Control", "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400")
                .contentType("text/html;charset=utf-8")
                .extract()
                .response();

        given().header("If-None-Match", first.header("ETag"))
                .get("/incidents/inc-cached")
                .then()
                .statusCode(304)
                .header("ETag", first.header("ETag"))
                .header("Cache-Control", startsWith("public, max-age=15"))
                .body(equalTo(""));
        given().header("If-Modified-Since", first.header("Last-Modified"))
                .get("/incidents/inc-cached")
                .then()
                .statusCode(304);
        given().header("If-None-Match", "\"other\"")
                .get("/incidents/inc-cached")
                .then()
                .statusCode(200);
        given().head("/incidents/inc-cached").then().statusCode(200).header("ETag", first.header("ETag"));
    }

    @Test
    void withoutKafkaTheSiteIsServedAndReadyAndSaysItIsDegraded() throws Exception {
        send(Told.incident("inc_before", "Before", Impact.MINOR).step(Instant.now(), Status.RESOLVED, null, "Over."));
        awaitPage("/incidents/inc-before");
        kafka.stop();
        try {
            await().untilAsserted(() -> given().get("/q/health/ready")
                    .then()
                    .statusCode(200)
                    .body("checks.find { it.name == 'site' }.data.kafka", equalTo("degraded")));
            given().get("/").then().statusCode(200);
            given().get("/incidents/inc-before").then().statusCode(200);
        } finally {
            kafka.start();
        }
        send(Told.incident("inc_back", "Back", Impact.MINOR).step(Instant.now(), Status.RESOLVED, null, "Over."));
        awaitPage("/incidents/inc-back");
    }

    @Test
    void whatTheSiteDoesIsCounted() throws Exception {
        send(Told.incident("inc_counted", "Counted", Impact.MINOR).step(Instant.now(), Status.RESOLVED, null, "Over."));
        awaitPage("/incidents/inc-counted");

        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("site_events_applied_total{type=\"incident.opened\""))
                .body(containsString("site_files_written_total"))
                .body(containsString("site_last_event_age_seconds"))
                .body(containsString("site_event_to_disk_seconds_count"))
                .body(containsString("uri=\"/incidents/{slug}\""))
                .body(not(containsString("uri=\"/incidents/inc-counted\"")));
    }

    private ValidatableResponse awaitPage(String path) {
        await().pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> given().get(path).then().statusCode(200));
        return given().get(path).then();
    }

    private static void send(PublishedEvent event) throws Exception {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.STATUS_EVENTS, event.subject(), CODEC.encode(event.data()));
        CODEC.headers(event).forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        producer.send(record).get(30, TimeUnit.SECONDS);
    }

    private static DeliveryReport report(String eventId) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(reading())) {
            consumer.assign(List.of(new TopicPartition(Topics.DELIVERY_REPORTS, 0)));
            consumer.seekToBeginning(consumer.assignment());
            List<DeliveryReport> found = new ArrayList<>();
            await().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    DeliveryReport report = CODEC.decodeReport(record.value());
                    if (report.eventId().equals(eventId)) {
                        found.add(report);
                    }
                });
                return !found.isEmpty();
            });
            return found.getFirst();
        }
    }

    private static Map<String, Object> reading() {
        return settings().reader();
    }

    private static KafkaSettings settings() {
        return new KafkaSettings(kafka.bootstrapServers(), "site-test");
    }
}
