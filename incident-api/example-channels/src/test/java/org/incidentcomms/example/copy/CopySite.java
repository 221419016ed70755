package org.incidentcomms.example.copy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.incidentcomms.testkit.contract.FaultyRemoteSystem;
import org.incidentcomms.testkit.contract.RemoteCopies;

/** Keeps the text put at each path until it is deleted. */
public final class CopySite extends FaultyRemoteSystem implements RemoteCopies {
    private final HttpServer server;
    private final String token;
    private final Map<String, String> copies = new ConcurrentHashMap<>();

    public CopySite(String token) {
        this(token, 0);
    }

    /** {@code port} 0 for any that is free. */
    public CopySite(String token, int port) {
        this.token = token;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
            } else if (isDown()) {
                exchange.sendResponseHeaders(503, -1);
            } else if (refuses()) {
                exchange.sendResponseHeaders(423, -1);
            } else {
                put(exchange.getRequestURI().getPath().substring(1), body);
                if (!losesAnswer()) {
                    exchange.sendResponseHeaders(204, -1);
                }
            }
        }
    }

    private synchronized void put(String id, String text) {
        if (text.isEmpty()) {
            copies.remove(id);
        } else {
            copies.put(id, text);
        }
        accept("copy", id, text);
    }

    @Override
    public Map<String, List<String>> copies() {
        return copies.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, copy -> List.of(copy.getValue())));
    }

    @Override
    public void reset() {
        super.reset();
        copies.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
