package org.incidentcomms.api.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What notifier-email keeps and answers, for {@link PretendNotifierEmail}. */
final class PretendSubscriberList {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ONE = Pattern.compile("/v1/subscribers/(\\d+)(/history|/deliveries|/reactivate)?");

    private final Map<Long, ObjectNode> subscribers = new TreeMap<>();
    private final Map<Long, ArrayNode> histories = new TreeMap<>();
    private long lastId;

    /** An answer; {@code body} is null for none. */
    record Answer(int status, @Nullable JsonNode body, String type) {
        static Answer json(int status, JsonNode body) {
            return new Answer(status, body, status < 400 ? "application/json" : "application/problem+json");
        }

        static Answer problem(int status, String detail) {
            return json(status, JSON.createObjectNode().put("status", status).put("detail", detail));
        }

        static Answer violation(String field, String message) {
            ObjectNode body = JSON.createObjectNode().put("status", 422).put("detail", "one rule is broken");
            body.putArray("violations").addObject().put("field", field).put("message", message);
            return json(422, body);
        }
    }

    Answer one(String call, @Nullable String type, byte[] body) throws IOException {
        String[] words = call.split(" ", 2);
        Matcher path = ONE.matcher(words[1]);
        long id = path.matches() ? Long.parseLong(path.group(1)) : 0;
        ObjectNode subscriber = subscribers.get(id);
        if (subscriber == null) {
            return Answer.problem(404, "there is no such subscriber");
        }
        String rest = path.group(2) == null ? "" : path.group(2);
        return switch (words[0] + rest) {
            case "GET" -> Answer.json(200, subscriber);
            case "PATCH" -> {
                JsonNode patch =
                        object(type, body, "state", "components", "events", "groups", "language", "time_zone", "note");
                if (!areGroups(patch.path("groups"))) {
                    yield Answer.violation("groups", "must be ids of lower-case letters, digits and hyphens");
                }
                patch.properties().forEach(field -> subscriber.set(field.getKey(), field.getValue()));
                patch.fieldNames().forEachRemaining(name -> note(id, "changed", name));
                yield Answer.json(200, subscriber);
            }
            case "DELETE" -> {
                subscribers.remove(id);
                yield new Answer(204, null, "application/json");
            }
            case "GET/history" -> Answer.json(200, items(history(id)));
            case "GET/deliveries" ->
                Answer.json(
                        200, JSON.readTree("""
                        {"items": [
                         {"event_id": "inc_slow-2", "incident_id": "%1$s", "subscriber_id": %2$d, "update_id": "u2", "state": "delivered", "at": "2026-11-28T10:00:00Z"},
                         {"event_id": "inc_slow-1", "incident_id": "inc_withdrawn", "subscriber_id": %2$d, "update_id": "u1", "state": "failed", "reason": "no_such_recipient", "at": "2026-11-28T09:00:00Z"}]}""".formatted(subscriber.path("note").asText("inc_slow"), id)));
            case "POST/reactivate" -> {
                subscriber.put("state", "active");
                note(id, "reactivated");
                yield Answer.json(200, subscriber);
            }
            default -> Answer.problem(405, "no such call");
        };
    }

    Answer list(String query) {
        Map<String, String> asked = new TreeMap<>();
        Stream.of(query.split("&", -1)).map(pair -> pair.split("=", 2)).forEach(pair -> asked.put(pair[0], pair[1]));
        if (!Set.of("limit", "cursor", "state").containsAll(asked.keySet())) {
            return Answer.violation("query", "is unknown");
        }
        long after = Long.parseLong(asked.getOrDefault("cursor", "0"));
        int limit = Integer.parseInt(asked.getOrDefault("limit", "100"));
        List<ObjectNode> page = subscribers.values().stream()
                .filter(one -> one.get("id").asLong() > after)
                .filter(one ->
                        !asked.containsKey("state") || one.get("state").asText().equals(asked.get("state")))
                .limit(limit + 1L)
                .toList();
        ArrayNode items = JSON.createArrayNode().addAll(page.subList(0, Math.min(limit, page.size())));
        ObjectNode body = items(items);
        if (page.size() > limit) {
            body.put("next_cursor", page.get(limit - 1).get("id").asText());
        }
        return Answer.json(200, body);
    }

    Answer add(JsonNode asked) {
        String email = asked.path("email").asText();
        if (!email.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
            return Answer.violation("email", "must be an address such as pat@example.com");
        }
        if (!areGroups(asked.path("groups"))) {
            return Answer.violation("groups[0]", "must be an id of lower-case letters, digits and hyphens");
        }
        for (ObjectNode known : subscribers.values()) {
            if (known.get("email").asText().equalsIgnoreCase(email)) {
                return Answer.json(200, known);
            }
        }
        boolean confirmed = asked.path("confirmed").asBoolean(true);
        ObjectNode added =
                subscriber(email, email.startsWith("quarantined") ? "quarantined" : confirmed ? "active" : "pending");
        added.set("components", asked.path("components").isArray() ? asked.get("components") : JSON.createArrayNode());
        if (asked.path("groups").isArray()) {
            added.set("groups", asked.get("groups"));
        }
        if (asked.has("note")) {
            added.set("note", asked.get("note"));
        }
        return Answer.json(201, added);
    }

    Answer search(JsonNode asked) {
        ArrayNode found = JSON.createArrayNode();
        subscribers.values().stream()
                .filter(one -> one.get("email")
                        .asText()
                        .equalsIgnoreCase(asked.path("email").asText()))
                .forEach(found::add);
        return Answer.json(200, items(found));
    }

    Answer imported(@Nullable String type, String file) throws IOException {
        if (!"text/csv".equals(type)) {
            return Answer.problem(415, "must be CSV");
        }
        file.lines().skip(1).filter(row -> row.contains("@")).forEach(row -> subscriber(row, "active"));
        long good = file.lines().skip(1).filter(row -> row.contains("@")).count();
        return Answer.json(200, JSON.readTree("""
                {"added": %d, "known": 3, "left": 2, "invalid": 1, "errors": [{"line": 4, "field": "email", "message": "must be an address"}]}""".formatted(good)));
    }

    Answer erase(JsonNode asked) {
        subscribers
                .values()
                .removeIf(one ->
                        one.get("email").asText().equals(asked.path("email").asText()));
        return Answer.json(
                200,
                JSON.createObjectNode()
                        .put("erased_at", Instant.now().toString())
                        .put("subscriber_id", 1)
                        .put("kept_out", asked.path("keep_out").asBoolean(true))
                        .put("proof", "9f2c"));
    }

    ObjectNode summary() {
        ObjectNode body = JSON.createObjectNode();
        for (String state : List.of("active", "pending", "paused", "quarantined")) {
            body.put(
                    state,
                    subscribers.values().stream()
                            .filter(one -> one.get("state").asText().equals(state))
                            .count());
        }
        body.put("unlisted", 0);
        ArrayNode days = body.putArray("days");
        LocalDate first = LocalDate.parse("2026-09-01");
        for (int day = 0; day < 90; day++) {
            days.addObject()
                    .put("date", first.plusDays(day).toString())
                    .put("joined", day * 7 % 23)
                    .put("left", day * 5 % 7 / 3);
        }
        return body;
    }

    private static boolean areGroups(JsonNode groups) {
        for (JsonNode group : groups) {
            if (!group.asText().matches("[a-z0-9][a-z0-9-]{0,62}")) {
                return false;
            }
        }
        return true;
    }

    private ObjectNode subscriber(String email, String state) {
        long id = ++lastId;
        ObjectNode added = JSON.createObjectNode()
                .put("id", id)
                .put("email", email)
                .put("state", state)
                .put("listed", true);
        added.putArray("components");
        added.putArray("events");
        added.putArray("groups");
        added.put("created_at", Instant.now().toString());
        if (!state.equals("pending")) {
            added.put("confirmed_at", Instant.now().toString());
        }
        subscribers.put(id, added);
        note(id, "added");
        return added;
    }

    private ArrayNode history(long id) {
        return histories.computeIfAbsent(id, one -> JSON.createArrayNode());
    }

    private void note(long id, String action, String... fields) {
        ObjectNode entry = JSON.createObjectNode()
                .put("at", Instant.now().toString())
                .put("actor", "alex.mann")
                .put("action", action);
        ArrayNode names = entry.putArray("fields");
        Stream.of(fields).forEach(names::add);
        history(id).add(entry);
    }

    static ObjectNode items(JsonNode items) {
        ObjectNode body = JSON.createObjectNode();
        body.set("items", items);
        return body;
    }

    /** A JSON object with no other than these fields. */
    static JsonNode object(@Nullable String type, byte[] body, String... known) throws IOException {
        JsonNode read = JSON.readTree(body);
        boolean isJson = type != null && type.matches("application/(merge-patch\\+)?json");
        if (!isJson
                || !read.isObject()
                || !Set.of(known)
                        .containsAll(read.properties().stream()
                                .map(Map.Entry::getKey)
                                .toList())) {
            throw new IOException("not what notifier-email takes: " + type);
        }
        return read;
    }
}
