package org.incidentcomms.testkit.mail;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mailbox over HTTP: pages under {@code /} and {@code /messages/}, the same as JSON under {@code /api/messages}.
 *
 * <p>{@code to} filters by recipient (substring), {@code limit} and {@code offset} page through the list, newest first;
 * {@code DELETE /api/messages} empties the mailbox.
 */
final class MailboxSite implements HttpHandler {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST = 1000;

    private final MailArchive archive;
    private final MailboxPages pages;

    MailboxSite(MailArchive archive, int smtpPort) {
        this.archive = archive;
        this.pages = new MailboxPages(archive, smtpPort);
    }

    private record Answer(int status, String type, String body) {

        static Answer html(String body) {
            return new Answer(200, "text/html; charset=utf-8", body);
        }

        static Answer plain(String body) {
            return new Answer(200, "text/plain; charset=utf-8", body);
        }

        static Answer json(ObjectNode body) {
            return new Answer(200, "application/json", body.toString());
        }

        static Answer notFound() {
            return new Answer(404, "text/plain; charset=utf-8", "not found\n");
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            Answer answer = answer(exchange);
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", answer.type());
            headers.set("Cache-Control", "no-store");
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Content-Security-Policy", MailboxPages.CONTENT_SECURITY_POLICY);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("DELETE") && path.equals("/api/messages")) {
            archive.clear();
            return Answer.json(JSON.createObjectNode().put("total", 0));
        } else if (!exchange.getRequestMethod().equals("GET")) {
            return Answer.notFound();
        }
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        String[] parts = path.substring(1).split("/", -1);
        return switch (parts[0]) {
            case "" -> Answer.html(pages.list(query.getOrDefault("to", ""), number(query, "offset", 0)));
            case "messages" ->
                parts.length < 2 ? Answer.notFound() : message(parts[1], parts.length > 2 ? parts[2] : "");
            case "api" -> api(parts, query);
            case "mailbox.css" -> resource("mailbox.css", "text/css; charset=utf-8");
            case "mailbox.js" -> resource("mailbox.js", "text/javascript; charset=utf-8");
            default -> Answer.notFound();
        };
    }

    private Answer message(String id, String view) {
        Optional<StoredMail> mail = archive.read(id);
        if (mail.isEmpty()) {
            return Answer.notFound();
        }
        return view.equals("raw") ? Answer.plain(mail.get().raw()) : Answer.html(pages.message(mail.get(), view));
    }

    private Answer api(String[] parts, Map<String, String> query) {
        if (parts.length == 2 && parts[1].equals("count")) {
            return Answer.json(JSON.createObjectNode().put("accepted", archive.accepted()));
        } else if (parts.length == 2 && parts[1].equals("messages")) {
            return Answer.json(messages(query));
        } else if (parts.length == 3 && parts[1].equals("messages")) {
            return archive.read(parts[2]).map(mail -> Answer.json(whole(mail))).orElseGet(Answer::notFound);
        }
        return Answer.notFound();
    }

    private ObjectNode messages(Map<String, String> query) {
        int limit = Math.clamp(number(query, "limit", 50), 0, MOST);
        var page = archive.page(query.getOrDefault("to", ""), number(query, "offset", 0), limit);
        ObjectNode body = JSON.createObjectNode().put("total", page.total());
        ArrayNode messages = body.putArray("messages");
        for (MailArchive.Entry entry : page.entries()) {
            archive.read(entry.id()).map(MailboxSite::json).ifPresent(messages::add);
        }
        return body;
    }

    private static ObjectNode json(StoredMail stored) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", stored.id()).put("to", stored.mail().recipient());
        json.put("subject", stored.header("Subject"));
        json.put("message_id", stored.header("Message-ID"));
        json.put("in_reply_to", stored.header("In-Reply-To"));
        ArrayNode references = json.putArray("references");
        stored.references().forEach(references::add);
        json.put("date", stored.header("Date"));
        json.put("received_at", stored.mail().receivedAt().toString());
        json.put("text", stored.mail().text());
        return json;
    }

    private static ObjectNode whole(StoredMail stored) {
        ObjectNode json = json(stored);
        json.put("html", stored.mail().html());
        ArrayNode headers = json.putArray("headers");
        for (StoredMail.Field field : stored.fields()) {
            headers.addObject().put("name", field.name()).put("value", field.value());
        }
        return json;
    }

    private static Answer resource(String name, String type) throws IOException {
        try (InputStream in = Objects.requireNonNull(MailboxSite.class.getResourceAsStream(name), name)) {
            return new Answer(200, type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static int number(Map<String, String> query, String name, int otherwise) {
        String value = query.getOrDefault(name, "");
        return value.matches("\\d{1,9}") ? Integer.parseInt(value) : otherwise;
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                String[] nameAndValue = pair.split("=", 2);
                query.put(
                        nameAndValue[0],
                        nameAndValue.length < 2 ? "" : URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }
}
