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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.incidentcomms.testkit.contract.RemoteCopies;

/** Keeps the text put at each path until it is deleted. */
public final class CopySite implements RemoteCopies {
    private final HttpServer server;
    private final String token;
    private final Map<String, String> copies = new ConcurrentHashMap<>();
    private final List<Accepted> accepted = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger inVain = new AtomicInteger();
    private final AtomicBoolean losing = new AtomicBoolean();
    private volatile boolean down;

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
            } else if (down) {
                inVain.incrementAndGet();
                exchange.sendResponseHeaders(503, -1);
            } else if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                inVain.incrementAndGet();
                exchange.sendResponseHeaders(423, -1);
            } else {
                put(exchange.getRequestURI().getPath().substring(1), body);
                if (!losing.getAndSet(false)) {
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
        accepted.add(new Accepted("copy", id, text));
    }

    @Override
    public Map<String, List<String>> copies() {
        return copies.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, copy -> List.of(copy.getValue())));
    }

    @Override
    public List<Accepted> accepted() {
        return List.copyOf(accepted);
    }

    @Override
    public void refuseNext(int times) {
        refusals.set(times);
    }

    @Override
    public void loseNextAnswer() {
        losing.set(true);
    }

    @Override
    public void goDown() {
        down = true;
    }

    @Override
    public void comeUp() {
        down = false;
    }

    @Override
    public void reset() {
        copies.clear();
        accepted.clear();
        refusals.set(0);
        inVain.set(0);
        losing.set(false);
        down = false;
    }

    @Override
    public int attemptsInVain() {
        return inVain.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
