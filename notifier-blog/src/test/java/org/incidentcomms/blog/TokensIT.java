package org.incidentcomms.blog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import com.sun.net.httpserver.HttpServer;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.incidentcomms.testkit.ServiceProcess;
import org.incidentcomms.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a notifier verifies tokens; the kit does it for all of them, and this one needs no database. */
class TokensIT {

    @TempDir
    Path folder;

    @Test
    void with_a_key_file_that_is_not_there_it_does_not_start() throws Exception {
        String missing = folder.resolve("missing.pem").toString();

        try (ServiceProcess service = service(missing)) {
            assertThat(service.awaitExit()).isEqualTo(1);
            assertThat(service.output()).contains("MP_JWT_VERIFY_PUBLICKEY_LOCATION names the file " + missing);
        }
    }

    @Test
    void a_jwks_address_that_does_not_answer_is_503_for_tokens_until_it_does() throws Exception {
        int port = freePort();
        try (ServiceProcess service = service("http://127.0.0.1:" + port + "/jwks")) {
            String address = service.awaitAddress();
            await().untilAsserted(() -> assertThat(isDegraded(address)).isTrue());
            Response response = channels(address);
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.contentType()).startsWith("application/problem+json");
            assertThat(response.header("Retry-After")).isEqualTo("1");
            assertThat(response.<String>path("instance")).isEqualTo("/v1/channels");
            assertThat(service.output()).contains("JWKS cannot be fetched").doesNotContain("Exception\n\tat");

            HttpServer provider = provider(port);
            try {
                await().untilAsserted(
                                () -> assertThat(channels(address).statusCode()).isEqualTo(200));
                assertThat(isDegraded(address)).isFalse();
            } finally {
                provider.stop(0);
            }
        }
    }

    private ServiceProcess service(String location) {
        return ServiceProcess.start(Map.of(
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                location,
                "JWKS_RETRY_PAUSE",
                "PT1S",
                "BLOG_SITE_DIRECTORY",
                folder.resolve("site").toString()));
    }

    private static Response channels(String address) {
        return RestAssured.given()
                .baseUri(address)
                .auth()
                .oauth2(Tokens.token("ada", "viewer"))
                .get("/v1/channels");
    }

    private static boolean isDegraded(String address) {
        return RestAssured.given()
                .baseUri(address)
                .get("/q/health")
                .path("checks.find { it.name == 'jwks' }.data.degraded");
    }

    private static HttpServer provider(int port) throws IOException {
        byte[] keys = Tokens.publicKeySet().getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/jwks", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int freePort() throws IOException {
        try (var socket = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
