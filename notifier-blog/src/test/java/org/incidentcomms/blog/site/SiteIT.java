package org.incidentcomms.blog.site;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
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
import org.incidentcomms.testkit.kafka.EmbeddedKafka;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class SiteIT {
    private static final EventCodec CODEC = new EventCodec();
    private static final EmbeddedKafka kafka = SharedServers.kafka();
    private static final KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(settings().producer());

    @Inject
    SiteReports reports;

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init")
    URL root;

    @BeforeAll
    static void createTopics() {
        kafka.recreateTopic(
                Topics.STATUS_EVENTS, 1, Map.of("cleanup.policy", "compact", "max.message.bytes", "8388608"));
        kafka.recreateTopic(Topics.DELIVERY_REPORTS, 1, Map.of());
    }

    @BeforeEach
    void awaitSite() {
        await().untilAsserted(() -> given().get("/").then().statusCode(200));
    }

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
        Response first = awaitPage("/incidents/inc-cached")
                .header("ETag", matchesPattern("\"[0-9a-f]{24}\""))
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
    void whatIsNotThereYetMayNotBeRemembered() {
        given().get("/incidents/nobody-knows")
                .then()
                .statusCode(404)
                .header("Cache-Control", "no-store")
                .contentType(startsWith("text/html"))
                .body(containsString("There is no page here"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/blog", "/history", "/maintenance", "/feed.atom", "/nothing"})
    void aBrowserMayDoNothingThatIsNotOurs(String path) {
        given().get(path)
                .then()
                .header(
                        "Content-Security-Policy",
                        startsWith("default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self';"))
                .header(
                        "Content-Security-Policy",
                        containsString("base-uri 'none'; form-action 'none'; frame-ancestors 'none'"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer");
    }

    @Test
    void theStandalonePageMayUseItsOwnStyleAndNothingElse() {
        given().get("/unavailable.html")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", startsWith("default-src 'none'; style-src 'sha256-"));
    }

    @Test
    void styleAndScriptMayBeKeptForEver() {
        String page = given().get("/").asString();
        String css = page.replaceAll("(?s).*<link rel=\"stylesheet\" href=\"([^\"]+)\".*", "$1");

        given().get(css)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/css"))
                .header("Cache-Control", containsString("immutable"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../../etc/passwd",
                "/assets/../../.lock",
                "/..%2f..%2f..%2fetc%2fpasswd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/incidents/..%5c..%5cetc",
                "/.lock",
                "/%00",
                "//etc/passwd",
                "/incidents/%2e%2e%2findex",
                "/build-1/index"
            })
    void nothingOutsideTheSiteCanBeAskedFor(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1");

        assertThat(answer).matches("(?s)HTTP/1\\.1 (400|404) .*").doesNotContain("root:x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void theSiteTakesNothing(String method) {
        given().request(method, "/").then().statusCode(405);
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
                .body(containsString("site_event_to_disk_seconds_count"));
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

    private String raw(String requestLine) throws IOException {
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.setSoTimeout(5_000);
            String request = requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
