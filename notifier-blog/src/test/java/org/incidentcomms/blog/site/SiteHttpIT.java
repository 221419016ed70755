package org.incidentcomms.blog.site;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.incidentcomms.testkit.Patience.await;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class SiteHttpIT extends SiteFixture {
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

    private String raw(String requestLine) throws IOException {
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.setSoTimeout(5_000);
            String request = requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
