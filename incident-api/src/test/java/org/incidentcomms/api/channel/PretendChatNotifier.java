package org.incidentcomms.api.channel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The notifier of a channel that exists only in tests, as far as this service calls it. */
public final class PretendChatNotifier implements QuarkusTestResourceLifecycleManager {
    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/previews", PretendChatNotifier::preview);
        server.createContext("/v1/channels", this::channels);
        server.createContext("/v1/test-message", this::testMessage);
        server.createContext("/taken", exchange -> answer(exchange, 200, Map.of("taken", testMessages.get())));
        server.createContext("/release", exchange -> {
            released.countDown();
            answer(exchange, 200, Map.of());
        });
        server.setExecutor(threads);
        server.start();
        return Map.of(
                "catalogue.channels[3].url",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void preview(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                Map.of("items", List.of(Map.of("destination", "chat", "recipients", 7, "parts", Map.of("text", "t")))));
    }

    private volatile String state = "parked";

    private void channels(HttpExchange exchange) throws IOException {
        boolean hasToken = exchange.getRequestHeaders()
                .getOrDefault("Authorization", List.of("none"))
                .getFirst()
                .startsWith("Bearer ");
        if (exchange.getRequestURI().getPath().endsWith("/resume")) {
            state = "working";
        }
        Map<String, String> channel =
                Map.of("destination", "chat", "state", state, "reason", "credentials", "since", "2026-02-02T08:00:00Z");
        boolean isList = exchange.getRequestMethod().equals("GET");
        answer(exchange, hasToken ? 200 : 401, isList ? Map.of("items", List.of(channel)) : channel);
    }

    private final AtomicInteger testMessages = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);

    /**
     * Breaks the connection for an address at broken.example, refuses one at refused.example, answers for one at
     * slow.example once it is released, and has no test messages for others.
     */
    private void testMessage(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (body.contains("@broken.example")) {
            exchange.close();
        } else if (body.contains("@refused.example")) {
            answer(exchange, 502, Map.of("detail", "it did not take it", "relay", "smtp.example.com:587"));
        } else if (body.contains("@slow.example")) {
            testMessages.incrementAndGet();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, 200, Map.of("accepted", true, "relay", "smtp.example.com:587", "ms", 12));
        } else {
            answer(exchange, 404, Map.of());
        }
    }

    private static void answer(HttpExchange exchange, int status, Object content) throws IOException {
        byte[] body = new ObjectMapper().writeValueAsBytes(content);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void stop() {
        server.stop(0);
        threads.shutdownNow();
    }
}
