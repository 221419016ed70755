package org.incidentcomms.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** HTTP client for the services of a stack; thread-safe. */
public final class StackClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A response; a body that is not JSON becomes a text node. */
    public record Answer(int status, JsonNode body) {

        public boolean isSuccess() {
            return status / 100 == 2;
        }

        /** Returns the body of a successful response, else throws. */
        public JsonNode expectSuccess(String what) {
            if (!isSuccess()) {
                throw new UnexpectedAnswer(what + " returned " + status + ": " + body);
            }
            return body;
        }
    }

    /** The stack returned an unexpected response. */
    public static final class UnexpectedAnswer extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnexpectedAnswer(String message) {
            super(message);
        }
    }

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String token;

    public StackClient(String token) {
        this.token = token;
    }

    public Answer get(URI address) throws InterruptedException {
        return answer(request(address).GET());
    }

    /**
     * @param body any object Jackson can serialise
     */
    public Answer post(URI address, Object body) throws InterruptedException {
        return answer(
                request(address).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json(body))));
    }

    /**
     * @param body any object Jackson can serialise: the fields to change, RFC 7396
     */
    public Answer patch(URI address, Object body) throws InterruptedException {
        return answer(request(address)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(json(body))));
    }

    /** All items of a paged list. */
    public List<JsonNode> list(URI address) throws InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            String separator = address.getQuery() == null ? "?" : "&";
            URI page = cursor.isEmpty() ? address : URI.create(address + separator + "cursor=" + cursor);
            JsonNode body = get(page).expectSuccess("GET " + page.getPath());
            body.path("items").forEach(items::add);
            cursor = body.path("next_cursor").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        return items;
    }

    private HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Accept", "application/json, */*;q=0.5")
                .header("Authorization", "Bearer " + token);
    }

    private Answer answer(HttpRequest.Builder request) throws InterruptedException {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), parsed(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parsed(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return JSON.getNodeFactory().textNode(body);
        }
    }

    private static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
