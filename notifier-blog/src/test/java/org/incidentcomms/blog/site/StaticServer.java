package org.incidentcomms.blog.site;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Serves what a test gives it, on a port of its own, until it is closed. */
public final class StaticServer implements AutoCloseable {
    /** A file and the headers it is sent with. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Served(byte[] content, Map<String, String> headers) {}

    private final Map<String, Served> files = new ConcurrentHashMap<>();
    private final HttpServer server;

    public StaticServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            try (exchange) {
                Served file = files.get(exchange.getRequestURI().getPath());
                if (file == null) {
                    exchange.sendResponseHeaders(404, -1);
                    return;
                }
                file.headers().forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(200, file.content().length);
                exchange.getResponseBody().write(file.content());
            }
        });
        server.start();
    }

    /** Serves {@code content} at {@code path} from now on. */
    public void put(String path, byte[] content, Map<String, String> headers) {
        files.put(path, new Served(content, Map.copyOf(headers)));
    }

    /** Without a trailing slash. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
