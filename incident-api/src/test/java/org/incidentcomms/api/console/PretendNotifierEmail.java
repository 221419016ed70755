package org.incidentcomms.api.console;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.console.PretendSubscriberList.Answer;
import org.jspecify.annotations.Nullable;

/**
 * notifier-email's calls for operators, at an origin of its own. Strict where the console could be wrong: CORS as the
 * service configures it, a token with the group that a call needs, no query but the known one, no unknown field.
 *
 * <p>An address that begins with {@code quarantined} is in quarantine; everybody was sent a mail of the incident that the
 * note names. There are two groups of customers.
 */
public final class PretendNotifierEmail implements QuarkusTestResourceLifecycleManager {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("GET", "POST", "PATCH", "DELETE");
    private static final Set<String> HEADERS = Set.of("authorization", "content-type", "accept");

    private final PretendSubscriberList list = new PretendSubscriberList();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
        return Map.of(
                "console.email-url", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin != null && origin.matches("http://(localhost|127\\.0\\.0\\.1):\\d+")) {
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", origin);
            exchange.getResponseHeaders().set("Access-Control-Expose-Headers", "Retry-After");
        }
        if (exchange.getRequestMethod().equals("OPTIONS")) {
            exchange.getResponseHeaders().set("Access-Control-Allow-Methods", String.join(",", METHODS));
            exchange.getResponseHeaders().set("Access-Control-Allow-Headers", String.join(",", HEADERS));
            exchange.sendResponseHeaders(204, -1);
        } else {
            Answer answer = answer(exchange, body);
            byte[] bytes = answer.body() == null
                    ? new byte[0]
                    : answer.type().equals("text/csv")
                            ? answer.body().asText().getBytes(StandardCharsets.UTF_8)
                            : JSON.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private Answer answer(HttpExchange exchange, byte[] body) throws IOException {
        String call =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        List<String> groups = groups(exchange.getRequestHeaders().getFirst("Authorization"));
        if (groups.isEmpty()) {
            return Answer.problem(401, "a token is needed");
        }
        if (call.equals("GET /v1/subscribers/summary")) {
            return Answer.json(200, list.summary());
        }
        if (call.equals("GET /v1/groups")) {
            return Answer.json(200, JSON.readTree("""
                    {"items": [{"id": "beta", "subscribers": 12, "active": 12}, {"id": "eu-west", "subscribers": 340, "active": 331}]}"""));
        }
        if (!groups.contains("operator") && !groups.contains("admin")) {
            return Answer.problem(403, "operators only");
        }
        String query = exchange.getRequestURI().getQuery();
        if (query != null && query.contains("@")) {
            return Answer.violation("email", "must not be in the URL");
        }
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return switch (call) {
            case "GET /v1/subscribers" -> list.list(query == null ? "" : query);
            case "POST /v1/subscribers" ->
                list.add(
                        PretendSubscriberList.object(type, body, "email", "components", "groups", "confirmed", "note"));
            case "POST /v1/subscribers/search" -> list.search(PretendSubscriberList.object(type, body, "email"));
            case "POST /v1/subscribers/import" -> list.imported(type, new String(body, StandardCharsets.UTF_8));
            case "GET /v1/subscribers/export" ->
                new Answer(
                        200, JSON.getNodeFactory().textNode("email,state\npat@customer.example,active\n"), "text/csv");
            case "POST /v1/subscribers/erase" ->
                groups.contains("admin")
                        ? list.erase(PretendSubscriberList.object(type, body, "email", "keep_out"))
                        : Answer.problem(403, "admins only");
            default -> list.one(call, type, body);
        };
    }

    private static List<String> groups(@Nullable String authorization) throws IOException {
        if (authorization == null || !authorization.matches("Bearer [^.]+\\.[^.]+\\.[^.]+")) {
            return List.of();
        }
        JsonNode claims =
                JSON.readTree(Base64.getUrlDecoder().decode(authorization.split("\\.")[1]));
        return Stream.of("viewer", "operator", "admin")
                .filter(group -> claims.path("groups").toString().contains('"' + group + '"'))
                .toList();
    }

    /** Where the console of the test finds it, with a slash at the end. */
    static String address() {
        return ConfigProvider.getConfig().getValue("console.email-url", String.class);
    }

    /** Adds a subscriber; returns its id. */
    static long add(String email) {
        return addAs("{\"email\": \"%s\"}".formatted(email));
    }

    static long addAs(String body) {
        return given().header("Authorization", "Bearer " + Api.OPERATOR)
                .contentType(ContentType.JSON)
                .body(body)
                .post(address() + "v1/subscribers")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }
}
