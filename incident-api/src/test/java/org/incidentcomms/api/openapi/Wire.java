package org.incidentcomms.api.openapi;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.incidentcomms.api.Api;
import org.jspecify.annotations.Nullable;

/** Calls by the JDK's own client: thousands of requests, of which the tests' tools would take the most time. */
final class Wire {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param body empty for a stream, which is not read */
    record Reply(int status, HttpHeaders headers, String body) {
        boolean isTaken() {
            return status < 300;
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status + " " + body.substring(0, Math.min(200, body.length()));
        }
    }

    private Wire() {}

    /** As an admin, with JSON where there is a body. */
    static Reply send(String method, String path, @Nullable String body, String... headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Authorization", "Bearer " + Api.ADMIN);
        if (body != null) {
            all.put("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return raw(method, path, body, all);
    }

    /** With these headers and no others. */
    static Reply raw(String method, String path, @Nullable String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            HttpResponse<InputStream> response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                boolean isStream =
                        response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
                String read = isStream ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return new Reply(response.statusCode(), response.headers(), read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
