package org.incidentcomms.blog.site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves the files of a story as a plain web server would: without a content security policy that hides mistakes. */
final class StoryServer implements AutoCloseable {
    private final Path site;
    private final HttpServer server;

    StoryServer(Path site) throws IOException {
        this.site = site.toRealPath();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** With a trailing slash. */
    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(1);
        String name = path.isEmpty() || path.endsWith("/") ? path + "index" : path;
        Path file = site.resolve(name);
        Path page = site.resolve(name + ".html");
        boolean isMissing = !Files.isRegularFile(file) && !Files.isRegularFile(page);
        Path found = isMissing ? site.resolve("404.html") : Files.isRegularFile(file) ? file : page;
        try (exchange) {
            if (Files.isRegularFile(found)) {
                String type = isMissing || found.equals(page)
                        ? "text/html"
                        : found.toString().endsWith(".js")
                                ? "text/javascript"
                                : found.toString().endsWith(".css")
                                        ? "text/css"
                                        : String.valueOf(URLConnection.guessContentTypeFromName(name));
                exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
                byte[] content = Files.readAllBytes(found);
                exchange.sendResponseHeaders(isMissing ? 404 : 200, content.length);
                exchange.getResponseBody().write(content);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
