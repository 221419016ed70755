package org.incidentcomms.blog.site;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.incidentcomms.testkit.Patience.await;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Inject
    SiteLifecycle lifecycle;

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init")
    URL root;

    @BeforeAll
    static void createTopics() {
        kafka.recreateTopic(
                Topics.STATUS_EVENTS, 1, Map.of("cleanup.policy", "compact", "max.message.bytes", "8388608"));
        kafka.recreateTopic(Topics.DELIVERY_REPORTS, 1, Map.of());
    }

    /** An event that is in the log before the site has read its end is old, and is not reported. */
    @BeforeEach
    void awaitSite() {
        await().untilAsserted(() -> given().get("/").then().statusCode(200));
        await().until(lifecycle::isCaughtUp);
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

    @ParameterizedTest
    @CsvSource({
        "'', , '\"[0-9a-f]{24}\"'",
        "gzip, gzip, '\"[0-9a-f]{24}-gzip\"'",
        "'gzip, deflate, br', br, '\"[0-9a-f]{24}-br\"'",
        "'br;q=0, gzip;q=0.5', gzip, '\"[0-9a-f]{24}-gzip\"'"
    })
    void aPageIsSentInTheCodingTheBrowserAccepts(String accepted, @Nullable String coding, String etag)
            throws Exception {
        await().untilAsserted(() -> assertThat(
                        exchange("GET", "/", "Accept-Encoding", "br").headers().firstValue("Content-Encoding"))
                .contains("br"));
        HttpResponse<byte[]> page = exchange("GET", "/", "Accept-Encoding", accepted);

        assertThat(page.headers().firstValue("Content-Encoding")).isEqualTo(Optional.ofNullable(coding));
        assertThat(page.headers().firstValue("Vary")).contains("accept-encoding");
        assertThat(page.headers().firstValue("ETag").orElseThrow()).matches(etag);
        assertThat(page.headers().firstValueAsLong("Content-Length")).hasValue(page.body().length);
        assertThat(decoded(page.body(), coding)).contains("<h1>").endsWith("</html>\n");
        HttpResponse<byte[]> head = exchange("HEAD", "/", "Accept-Encoding", accepted);
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(page.body().length);
    }

    @Test
    void aLanguageIsChosenByLinkAndOnlyWhoAsksIsSentToTheBrowsersOne() throws Exception {
        given().header("Accept-Language", "de").get("/").then().body(containsString("<html lang=\"en\">"));
        for (String path : List.of("/de", "/de/", "/de/blog", "/de/nothing")) {
            given().get(path).then().body(containsString("<html lang=\"de\">"));
        }
        given().get("/de/feed.atom").then().statusCode(200).contentType(startsWith("application/atom+xml"));
        given().get("/it/").then().statusCode(404).body(containsString("<html lang=\"en\">"));

        for (Map.Entry<String, String> wish :
                Map.of("fr-CA, en;q=0.5", "fr/", "en", ".", "it", ".", ";", ".").entrySet()) {
            given().redirects()
                    .follow(false)
                    .header("Accept-Language", wish.getKey())
                    .get("/?lang=auto")
                    .then()
                    .statusCode(303)
                    .header("Location", wish.getValue())
                    .header("Vary", "accept-language")
                    .header("Cache-Control", "no-store");
        }
    }

    @Test
    void scriptsOfOtherSitesMayReadDataAndNoPage() {
        given().get("/feed.json").then().header("Access-Control-Allow-Origin", "*");
        given().get("/").then().header("Access-Control-Allow-Origin", nullValue());
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
                        endsWith("base-uri 'none'; frame-ancestors 'none';"
                                + " form-action https://updates.clicktime.example/subscriptions"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v2/summary.json",
                "/api/v2/incidents/unresolved.json",
                "/feed.atom",
                "/feed.rss",
                "/feed.json"
            })
    void scriptsOfOtherSitesMayReadData(String path) {
        given().header("Origin", "https://app.example")
                .get(path)
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "*");
        given().get("/blog").then().header("Access-Control-Allow-Origin", equalTo(null));
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

    private HttpResponse<byte[]> exchange(String method, String path, String header, String value) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(root.toURI().resolve(path)).method(method, BodyPublishers.noBody());
        if (!value.isEmpty()) {
            request.header(header, value);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        }
    }

    private static String decoded(byte[] body, @Nullable String coding) throws IOException {
        InputStream bytes = new ByteArrayInputStream(body);
        try (InputStream in = coding == null
                ? bytes
                : coding.equals("br") ? new BrotliInputStream(bytes) : new GZIPInputStream(bytes)) {
            return new String(in.readAllBytes(), UTF_8);
        }
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
