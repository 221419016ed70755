package org.incidentcomms.blog.publish.wordpress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.incidentcomms.blog.publish.wordpress.StubSettings.Problem;
import org.incidentcomms.testkit.contract.FaultyRemoteSystem;
import org.jspecify.annotations.Nullable;

/**
 * The part of WordPress 6.1's REST API that a mirror uses, strict about what it is sent, with the answers measured on the
 * real one.
 */
final class WordPressStub extends FaultyRemoteSystem {
    static final String USER = "incident-bot";
    static final String PASSWORD = "abcd EFGH 1234 ijkl MNOP 5678";

    private final StubPosts posts = new StubPosts();
    private volatile StubSettings settings;
    private final HttpServer server;

    WordPressStub(StubSettings settings) {
        this.settings = settings;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** The site's address, as an operator sets it. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + settings.folder();
    }

    /** From now on this is wrong. */
    void has(Problem problem) {
        settings = settings.with(problem);
    }

    StubPosts posts() {
        return posts;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (isDown()) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            String path = exchange.getRequestURI().getPath();
            Map<String, String> query = query(exchange);
            String route = route(path, query);
            if (settings.problem() == Problem.REDIRECT_TO_HTTPS) {
                exchange.getResponseHeaders().add("Location", "https://127.0.0.1" + path);
                exchange.sendResponseHeaders(301, -1);
            } else if (settings.problem() == Problem.NO_WORDPRESS || !path.startsWith(settings.folder() + "/")) {
                page(exchange, 404, "Not here");
            } else if (route == null) {
                frontPage(exchange);
            } else {
                rest(exchange, route, query, body);
            }
        }
    }

    private void frontPage(HttpExchange exchange) throws IOException {
        String api = settings.plain() ? "/index.php?rest_route=/" : "/wp-json/";
        // The site's public address, which need not be the one it is called by.
        String link = "https://blog.example" + settings.folder() + api;
        exchange.getResponseHeaders().add("Link", "<" + link + ">; rel=\"https://api.w.org/\"");
        page(exchange, 200, "Blog");
    }

    /** The route of a call, or null for a page. */
    private @Nullable String route(String path, Map<String, String> query) {
        if (query.containsKey("rest_route")) {
            return query.remove("rest_route").replaceFirst("^/", "");
        }
        String prefix = settings.folder() + "/wp-json/";
        return path.startsWith(prefix) && !settings.plain() ? path.substring(prefix.length()) : null;
    }

    private void rest(HttpExchange exchange, String route, Map<String, String> query, byte[] body) throws IOException {
        switch (settings.problem()) {
            case WEB_PAGE_INSTEAD_OF_JSON -> page(exchange, 200, "Please wait");
            case FIREWALL -> page(exchange, 403, "Blocked by the firewall");
            case PASSWORD_OF_THE_WEB_SERVER -> page(exchange, 401, "Authorization Required");
            case SECURITY_PLUGIN -> error(exchange, 401, "rest_login_required", "REST API restricted.");
            default -> {
                String login =
                        Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
                boolean isUser = settings.problem() != Problem.HEADER_STRIPPED
                        && ("Basic " + login)
                                .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                if (route.isEmpty()) {
                    send(exchange, 200, index());
                } else if (!isUser) {
                    boolean isRead = exchange.getRequestMethod().equals("GET");
                    error(exchange, 401, isRead ? "rest_not_logged_in" : "rest_cannot_create", "Sorry, not allowed.");
                } else {
                    call(exchange, route, query, body);
                }
            }
        }
    }

    private ObjectNode index() {
        ObjectNode index = Json.MAPPER.createObjectNode().put("name", "Blog");
        index.putArray("namespaces").add("oembed/1.0").add("wp/v2");
        if (settings.problem() == Problem.APPLICATION_PASSWORDS_OFF) {
            index.putArray("authentication");
        } else {
            index.putObject("authentication").putObject("application-passwords");
        }
        return index;
    }

    private void call(HttpExchange exchange, String route, Map<String, String> query, byte[] body) throws IOException {
        String method = exchange.getRequestMethod();
        String[] parts = route.split("/");
        try {
            if (route.equals("wp/v2/users/me")) {
                send(exchange, 200, user());
            } else if (parts[2].equals("posts") && method.equals("GET")) {
                list(exchange, query);
            } else if (parts[2].equals("posts")) {
                write(exchange, method, parts.length > 3 ? Long.valueOf(parts[3]) : null, body);
            } else {
                term(exchange, method, parts[2], query, body);
            }
        } catch (IllegalArgumentException e) {
            error(exchange, 400, "rest_invalid_param", String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode user() {
        ObjectNode user = Json.MAPPER.createObjectNode().put("id", StubPosts.AUTHOR);
        boolean mayPublish = settings.problem() != Problem.CONTRIBUTOR;
        user.putObject("capabilities")
                .put("edit_posts", true)
                .put("publish_posts", mayPublish)
                .put("edit_published_posts", mayPublish)
                .put("delete_published_posts", mayPublish);
        return user;
    }

    private void list(HttpExchange exchange, Map<String, String> query) throws IOException {
        ArrayNode all = posts.list(query, settings.problem() != Problem.SEARCH_PLUGIN);
        int size = Integer.parseInt(query.getOrDefault("per_page", "10"));
        boolean hasPages = settings.problem() != Problem.PAGE_IGNORED;
        int page = hasPages ? Integer.parseInt(query.getOrDefault("page", "1")) : 1;
        if (page > 1 && (page - 1) * size >= all.size()) {
            error(exchange, 400, "rest_post_invalid_page_number", "too large");
            return;
        }
        ArrayNode some = Json.MAPPER.createArrayNode();
        for (int i = (page - 1) * size; i < Math.min(page * size, all.size()); i++) {
            some.add(all.get(i));
        }
        send(exchange, 200, some);
    }

    private void write(HttpExchange exchange, String method, @Nullable Long id, byte[] body) throws IOException {
        if (refuses()) {
            error(exchange, 500, "db_update_error", "Could not update post in the database.");
            return;
        }
        @Nullable JsonNode answer;
        if (method.equals("DELETE")) {
            answer = id != null && posts.delete(id)
                    ? Json.MAPPER.createObjectNode().put("deleted", true)
                    : null;
        } else {
            answer = posts.write(id, Json.MAPPER.readTree(body));
            if (answer != null) {
                accept(
                        "wordpress",
                        answer.path("id").asText(),
                        answer.path("title")
                                + answer.path("content").path("raw").asText());
            }
        }
        if (answer == null) {
            error(exchange, 404, "rest_post_invalid_id", "Invalid post ID.");
        } else if (!losesAnswer()) {
            send(exchange, id == null ? 201 : 200, answer);
        }
    }

    private void term(HttpExchange exchange, String method, String taxonomy, Map<String, String> query, byte[] body)
            throws IOException {
        if (method.equals("GET")) {
            ArrayNode found = Json.MAPPER.createArrayNode();
            posts.terms(taxonomy).forEach((id, name) -> {
                if (name.contains(String.valueOf(query.get("search")))) {
                    found.addObject().put("id", id).put("name", name.replace("&", "&amp;"));
                }
            });
            send(exchange, 200, found);
        } else if (taxonomy.equals("categories") && settings.problem() == Problem.AUTHOR_MAY_NOT_CREATE_CATEGORIES) {
            error(exchange, 403, "rest_cannot_create", "Sorry, you are not allowed to create terms.");
        } else {
            long id = posts.addTerm(
                    taxonomy, Json.MAPPER.readTree(body).path("name").asText());
            if (id < 0) {
                ObjectNode exists = Json.MAPPER.createObjectNode().put("code", "term_exists");
                exists.putObject("data").put("term_id", -id);
                send(exchange, 400, exists);
            } else {
                send(exchange, 201, Json.MAPPER.createObjectNode().put("id", id));
            }
        }
    }

    private static void error(HttpExchange exchange, int status, String code, String message) throws IOException {
        send(exchange, status, Json.MAPPER.createObjectNode().put("code", code).put("message", message));
    }

    private static void page(HttpExchange exchange, int status, String title) throws IOException {
        send(exchange, status, "<!DOCTYPE html><html><head><title>" + title + "</title></head></html>");
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    @Override
    public void reset() {
        super.reset();
        posts.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
