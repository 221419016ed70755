package org.incidentcomms.example.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.incidentcomms.testkit.Ports;
import org.incidentcomms.testkit.QuietLogs;
import org.incidentcomms.testkit.contract.FaultyRemoteSystem;
import org.jspecify.annotations.Nullable;

/** A chat room behind an incoming webhook, on 127.0.0.1; strict in what it takes, as chat services are. */
public final class ChatRoom extends FaultyRemoteSystem {
    /** What makes the webhook's address a secret. */
    static final String TOKEN = "T0PS3CR3T/hook";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int LONGEST_TEXT = 4000;

    private final int port;
    private final AtomicInteger rejections = new AtomicInteger();
    private @Nullable HttpServer server;

    private record Answer(int status, String text) {}

    ChatRoom() {
        this(Ports.free());
    }

    ChatRoom(int port) {
        this.port = port;
        comeUp();
    }

    URI webhook() {
        return webhook(port);
    }

    /** The address of a room that is yet to listen on {@code port}. */
    public static URI webhook(int port) {
        return URI.create("http://127.0.0.1:" + port + "/services/" + TOKEN);
    }

    /** The next {@code times} messages are refused for good. */
    void rejectNext(int times) {
        rejections.set(times);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Answer answer = answer(exchange, new String(body, StandardCharsets.UTF_8));
            if (answer.status() == 200 && losesAnswer()) {
                return; // the connection ends without a reply
            }
            if (answer.status() != 200 && answer.status() != 429) {
                countFailed();
            }
            byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            exchange.sendResponseHeaders(answer.status(), text.length);
            exchange.getResponseBody().write(text);
        }
    }

    private Answer answer(HttpExchange exchange, String body) {
        if (!exchange.getRequestURI().getPath().equals(webhook().getPath())) {
            return new Answer(404, "no_service");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return new Answer(405, "method_not_allowed");
        }
        if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            return new Answer(415, "unsupported_media_type");
        }
        if (refuses()) {
            exchange.getResponseHeaders().add("Retry-After", "1");
            return new Answer(429, "rate_limited");
        }
        if (rejections.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return new Answer(400, "invalid_blocks");
        }
        return post(body);
    }

    private Answer post(String body) {
        JsonNode message;
        try {
            message = MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return new Answer(400, "invalid_payload");
        }
        JsonNode text = message.path("text");
        if (!message.isObject() || message.size() != 1 || !text.isTextual()) {
            return new Answer(400, "invalid_payload");
        }
        if (text.asText().isBlank()
                || text.asText().codePointCount(0, text.asText().length()) > LONGEST_TEXT) {
            return new Answer(400, text.asText().isBlank() ? "no_text" : "msg_too_long");
        }
        accept("the room", text.asText(), text.asText());
        return new Answer(200, "ok");
    }

    @Override
    public synchronized void goDown() {
        HttpServer stopping = server;
        server = null;
        if (stopping != null) {
            stopping.stop(0);
        }
    }

    @Override
    public synchronized void comeUp() {
        if (server != null) {
            return;
        }
        QuietLogs.warningsOnly("com.sun.net.httpserver"); // which logs the paths of requests, and the token is in ours
        try {
            HttpServer starting = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
            starting.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            starting.createContext("/", this::serve);
            starting.start();
            server = starting;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    @Override
    public void reset() {
        super.reset();
        rejections.set(0);
    }

    @Override
    public void close() {
        goDown();
    }
}
