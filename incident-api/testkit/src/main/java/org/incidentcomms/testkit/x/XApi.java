package org.incidentcomms.testkit.x;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.incidentcomms.testkit.x.XFaults.Call;
import org.jspecify.annotations.Nullable;

/** Handles one call at a time: checks signature, faults and rate limits before the call itself. */
final class XApi implements HttpHandler {

    /** The only account. */
    static final String USER_ID = "42";

    private static final Pattern TIMELINE = Pattern.compile("/2/users/([^/]+)/tweets");
    private static final Pattern POST = Pattern.compile("/2/tweets/([^/]+)");

    private final Clock clock;
    private final OAuth1 oauth;
    private final XPosts posts;
    private final XFaults faults;
    private final RateLimits limits;
    private final XRequests requests;
    private final CountDownLatch stopping;

    XApi(
            Clock clock,
            OAuth1 oauth,
            XPosts posts,
            XFaults faults,
            RateLimits limits,
            XRequests requests,
            CountDownLatch stopping) {
        this.clock = clock;
        this.oauth = oauth;
        this.posts = posts;
        this.faults = faults;
        this.limits = limits;
        this.requests = requests;
        this.stopping = stopping;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try (exchange) {
            pause();
            Call call = call(exchange);
            if (call == null) {
                answer(exchange, XAnswer.problem(404, "Not Found", "Not Found"), "unknown call");
                return;
            }
            Optional<String> flaw = flaw(exchange);
            if (flaw.isPresent()) {
                answer(exchange, XFault.UNAUTHORIZED.answer(), flaw.get());
                return;
            }
            Optional<XFault> fault = faults.use(call);
            if (fault.isPresent()) {
                meet(exchange, call, body, fault.get());
            } else if (!limits.count(call, exchange.getResponseHeaders())) {
                answer(exchange, XFault.TOO_MANY_REQUESTS.answer(), "limit reached");
            } else {
                answer(exchange, work(exchange, call, body), "");
            }
        }
    }

    private void meet(HttpExchange exchange, Call call, String body, XFault fault) throws IOException {
        if (fault.isTaken()) {
            XAnswer withheld = work(exchange, call, body);
            if (withheld.status() >= 400) {
                // a refused call has no effect and is answered normally
                answer(exchange, withheld, "");
                return;
            }
        }
        if (fault.isSilent() || fault.isLost()) {
            requests.add(exchange, 0, fault.name());
            if (fault.isSilent()) {
                waitForTheEnd();
            }
            return;
        }
        if (fault == XFault.TOO_MANY_REQUESTS) {
            limits.refuse(exchange.getResponseHeaders(), faults.untilReset());
        }
        answer(exchange, fault.answer(), fault.name());
    }

    private XAnswer work(HttpExchange exchange, Call call, String body) {
        String path = exchange.getRequestURI().getPath();
        return switch (call) {
            case CREATE -> create(body);
            case DELETE -> delete(part(POST, path));
            case ME -> XAnswer.of(200, user());
            case TIMELINE ->
                part(TIMELINE, path).equals(USER_ID)
                        ? timeline(exchange.getRequestURI())
                        : XAnswer.invalid("id", part(TIMELINE, path), "Could not find user with id");
        };
    }

    private XAnswer create(String body) {
        JsonNode json;
        try {
            json = XAnswer.JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return XAnswer.problem(400, "Bad Request", "Could not parse the body");
        }
        if (!json.path("text").isTextual()) {
            return XAnswer.invalid("text", "", "$.text: is missing but it is required");
        }
        if (json.has("reply") && !json.at("/reply/in_reply_to_tweet_id").isTextual()) {
            return XAnswer.invalid("$.reply", "{}", "$.reply.in_reply_to_tweet_id: is missing but it is required");
        }
        String text = json.get("text").textValue();
        Optional<String> parent =
                Optional.ofNullable(json.at("/reply/in_reply_to_tweet_id").textValue());
        Supplier<XAnswer> created = () -> {
            XPost post = posts.add(text, parent);
            ObjectNode answer = XAnswer.JSON.createObjectNode();
            answer.set("data", XTimeline.json(post, List.of(), USER_ID));
            return XAnswer.of(201, answer);
        };
        synchronized (posts) {
            return posts.refusal(text, parent).orElseGet(created);
        }
    }

    private XAnswer delete(String id) {
        if (!posts.delete(id)) {
            return XAnswer.problem(404, "Not Found", "Could not find tweet with id: [" + id + "].");
        }
        ObjectNode answer = XAnswer.JSON.createObjectNode();
        answer.putObject("data").put("deleted", true);
        return XAnswer.of(200, answer);
    }

    private XAnswer timeline(URI uri) {
        Instant newest = clock.instant().minus(faults.timelineLag());
        return XTimeline.read(
                uri, posts.all().stream().filter(post -> !post.createdAt().isAfter(newest)), USER_ID);
    }

    private static ObjectNode user() {
        ObjectNode body = XAnswer.JSON.createObjectNode();
        body.putObject("data").put("id", USER_ID).put("name", "Example Status").put("username", "example_status");
        return body;
    }

    private Optional<String> flaw(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        URI seen = URI.create("http://" + host + exchange.getRequestURI());
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return oauth.flaw(exchange.getRequestMethod(), seen, header == null ? "" : header);
    }

    private static @Nullable Call call(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return switch (exchange.getRequestMethod()) {
            case "POST" -> path.equals("/2/tweets") ? Call.CREATE : null;
            case "DELETE" -> POST.matcher(path).matches() ? Call.DELETE : null;
            case "GET" ->
                path.equals("/2/users/me") ? Call.ME : TIMELINE.matcher(path).matches() ? Call.TIMELINE : null;
            default -> null;
        };
    }

    private static String part(Pattern pattern, String path) {
        var matcher = pattern.matcher(path);
        return matcher.matches() ? matcher.group(1) : "";
    }

    private void answer(HttpExchange exchange, XAnswer answer, String note) throws IOException {
        requests.add(exchange, answer.status(), note);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void pause() {
        try {
            Thread.sleep(faults.delay());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void waitForTheEnd() {
        try {
            stopping.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
