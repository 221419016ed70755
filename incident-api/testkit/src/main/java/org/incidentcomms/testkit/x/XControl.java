package org.incidentcomms.testkit.x;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.incidentcomms.testkit.x.XFaults.Call;

/**
 * HTTP control of the stub, for tests outside the JVM: {@code POST /control/faults} with {@code {"call": "CREATE",
 * "fault": "CREDITS_DEPLETED", "times": 1}} (and {@code reset_seconds} for a 429), {@code POST /control/delay} and
 * {@code /control/lag} with {@code {"ms": 250}}, {@code POST /control/limits} with {@code {"call": "CREATE", "limit":
 * 17}} or {@code {"posts_per_day": 17}}, {@code POST /control/clear}, {@code GET /control/posts}, {@code GET
 * /control/requests}.
 */
final class XControl implements HttpHandler {

    private final XStub stub;

    XControl(XStub stub) {
        this.stub = stub;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try (exchange) {
            XAnswer answer;
            try {
                answer = answer(
                        exchange.getRequestMethod() + " "
                                + exchange.getRequestURI().getPath(),
                        body.length == 0 ? XAnswer.JSON.createObjectNode() : XAnswer.JSON.readTree(body));
            } catch (IllegalArgumentException | JsonProcessingException e) {
                answer = XAnswer.problem(400, "Bad Request", String.valueOf(e.getMessage()));
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private XAnswer answer(String request, JsonNode body) {
        switch (request) {
            case "GET /control/posts" -> {
                return XAnswer.of(200, posts());
            }
            case "GET /control/requests" -> {
                return XAnswer.of(200, XAnswer.JSON.valueToTree(stub.requests()));
            }
            case "POST /control/faults" -> plan(body);
            case "POST /control/delay" -> stub.faults().delayAnswers(milliseconds(body));
            case "POST /control/lag" -> stub.faults().timelineLag(milliseconds(body));
            case "POST /control/limits" -> limit(body);
            case "POST /control/clear" -> stub.clear();
            default -> {
                return XAnswer.problem(404, "Not Found", request);
            }
        }
        return XAnswer.of(200, XAnswer.JSON.createObjectNode());
    }

    private void plan(JsonNode body) {
        Call call = Call.valueOf(body.path("call").asText("CREATE"));
        XFault fault = XFault.valueOf(body.path("fault").asText());
        int times = body.path("times").asInt(1);
        if (fault == XFault.TOO_MANY_REQUESTS) {
            stub.faults()
                    .rateLimit(
                            call,
                            times,
                            Duration.ofSeconds(body.path("reset_seconds").asLong(900)));
        } else {
            stub.faults().next(call, times, fault);
        }
    }

    private void limit(JsonNode body) {
        if (body.has("posts_per_day")) {
            stub.limitPostsPerDay(body.path("posts_per_day").asInt());
        } else {
            stub.limit(
                    Call.valueOf(body.path("call").asText("CREATE")),
                    body.path("limit").asInt());
        }
    }

    private ArrayNode posts() {
        ArrayNode posts = XAnswer.JSON.createArrayNode();
        for (XPost post : stub.posts()) {
            ObjectNode json = posts.addObject();
            json.put("id", post.id()).put("text", post.text());
            json.put("in_reply_to", post.inReplyTo().orElse(null));
            json.put("conversation_id", post.conversationId());
            json.put("created_at", post.createdAt().toString());
        }
        return posts;
    }

    private static Duration milliseconds(JsonNode body) {
        return Duration.ofMillis(body.path("ms").asLong());
    }
}
