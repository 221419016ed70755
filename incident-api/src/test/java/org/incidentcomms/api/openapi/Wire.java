package org.incidentcomms.api.openapi;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
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
import java.util.List;
import java.util.Map;
import org.incidentcomms.api.Api;
import org.jspecify.annotations.Nullable;

/** Calls by the JDK's own client: thousands of requests, of which the tests' tools would take the most time. */
final class Wire {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final String NEW_DRAFT = "\"draft-1\"";

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

    /** As an admin, with JSON where there is a body; an approval is of a draft that was not changed. */
    static Reply send(String method, String path, @Nullable String body, String... headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Authorization", "Bearer " + Api.ADMIN);
        if (body != null) {
            all.put("Content-Type", "application/json");
        }
        if (path.endsWith("/approve")) {
            all.put("If-Match", NEW_DRAFT);
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

    /** As an admin, with one header the JDK's client would not send as it is. */
    static Reply bytes(String method, String path, @Nullable String body, String header, String value) {
        String sent = body == null ? "" : body;
        String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + Api.ADMIN + "\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + sent.getBytes(StandardCharsets.UTF_8).length + "\r\n"
                + header + ": " + value + "\r\n\r\n" + sent;
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String[] answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\r\n\r\n", 2);
            String[] lines = answer[0].split("\r\n", -1);
            Map<String, List<String>> headers = new LinkedHashMap<>();
            for (int i = 1; i < lines.length; i++) {
                String[] line = lines[i].split(": *", 2);
                headers.put(line[0], List.of(line[1]));
            }
            int status = Integer.parseInt(lines[0].split(" ", -1)[1]);
            return new Reply(status, HttpHeaders.of(headers, (name, v) -> true), answer.length > 1 ? answer[1] : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
