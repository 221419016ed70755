package org.incidentcomms.api.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.incidentcomms.api.Api;

/** A body for each call that is taken, and a fresh place to send it to. */
final class Bodies {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ANALYSIS = """
            {"title": "What happened", "body": "A switch failed.", "author": "Alex Mann", "notify": {"email": true, "twitter": true, "blog": true}}""";

    private static final String GLASS = "{\"break_glass\": \"Nobody else is on call.\"}";

    private static final String WINDOW =
            ", \"starts_at\": \"2098-08-05T10:00:00-07:00\", \"ends_at\": \"2098-08-05T16:00:00-07:00\"";

    private record Way(String body, Supplier<String> path) {}

    private static final Map<String, Way> WAYS = Map.ofEntries(
            way("POST /v1/previews", """
                    {"incident": {"title": "t", "status": "investigating", "impact": "minor", "message": "m",
                    "headline": "h", "author": "a",
                    "components": [{"id": "@component", "status": "degraded_performance"}],
                    "notify": {"email": true, "twitter": true, "blog": true},
                    "texts": {"email_subject": "s", "twitter": "x"}, "started_at": "2026-01-01T00:00:00Z"}}""", () -> "/v1/previews"),
            way(
                    "PUT /v1/incidents/{id}/presence",
                    "{\"writing\": true}",
                    () -> "/v1/incidents/" + incident() + "/presence"),
            way(
                    "PUT /v1/maintenances/{id}/presence",
                    "{\"writing\": true}",
                    () -> "/v1/maintenances/" + maintenance() + "/presence"),
            way("POST /v1/markdown", "{\"texts\": [\"*t*\"]}", () -> "/v1/markdown"),
            way("POST /v1/hooks/alertmanager", """
                    {"version": "4", "groupKey": "@unique", "status": "firing", "groupLabels": {"alertname": "n"},
                    "commonLabels": {"alertname": "n"}, "commonAnnotations": {"summary": "s", "description": "d"},
                    "alerts": [{"status": "firing", "startsAt": "2026-01-01T00:00:00Z",
                    "labels": {"alertname": "n"}, "annotations": {"summary": "s"}}]}""", () -> "/v1/hooks/alertmanager"),
            ofDraft("POST /v1/incidents/{id}/approve", GLASS),
            ofDraft("POST /v1/incidents/{id}/updates/{update_id}/approve", GLASS),
            ofDraft("POST /v1/maintenances/{id}/approve", GLASS),
            ofDraft("POST /v1/maintenances/{id}/updates/{update_id}/approve", GLASS),
            ofDraft("POST /v1/incidents/{id}/publish", "{}"),
            ofDraft("POST /v1/incidents/{id}/updates/{update_id}/publish", "{}"),
            ofDraft("POST /v1/maintenances/{id}/publish", "{}"),
            ofDraft("POST /v1/maintenances/{id}/updates/{update_id}/publish", "{}"),
            way(
                    "POST /v1/channels/{id}/test-message",
                    "{\"email\": \"you@example.com\"}",
                    () -> Places.destination() + "/test-message"),
            way("POST /v1/templates", template("@unique"), () -> "/v1/templates"),
            way(
                    "PATCH /v1/templates/{id}",
                    template("@unique"),
                    () -> "/v1/templates/"
                            + Api.operator()
                                    .body("{\"name\": \"" + UUID.randomUUID()
                                            + "\", \"kind\": \"incident\", \"title\": \"{{company}} is slow\"}")
                                    .post("/v1/templates")
                                    .path("id")),
            way("PUT /v1/incidents/{id}/postmortem", ANALYSIS, () -> "/v1/incidents/" + incident() + "/postmortem"),
            way(
                    "PUT /v1/maintenances/{id}/postmortem",
                    ANALYSIS,
                    () -> "/v1/maintenances/" + maintenance() + "/postmortem"),
            way(
                    "POST /v1/incidents/{id}/postmortem/publish",
                    "{}",
                    () -> written(over("/v1/incidents/" + incident(), "resolved")) + "/publish"),
            way(
                    "POST /v1/maintenances/{id}/postmortem/publish",
                    "{}",
                    () -> written(over("/v1/maintenances/" + maintenance(), "completed")) + "/publish"),
            way(
                    "POST /v1/incidents/{id}/postmortem/withdraw",
                    "{}",
                    () -> published(written(over("/v1/incidents/" + incident(), "resolved"))) + "/withdraw"),
            way(
                    "POST /v1/maintenances/{id}/postmortem/withdraw",
                    "{}",
                    () -> published(written(over("/v1/maintenances/" + maintenance(), "completed"))) + "/withdraw"),
            way(
                    "PUT /v1/components/order",
                    "{\"groups\": [{\"name\": \"g\", \"components\": [\"@all\"]}]}",
                    () -> "/v1/components/order"),
            way("POST /v1/incidents", """
                    {"title": "t", "status": "investigating", "impact": "minor", "message": "m", "headline": "h",
                    "author": "a", "components": [{"id": "@component", "status": "degraded_performance"}],
                    "notify": {"email": true, "twitter": true, "blog": true},
                    "texts": {"email_subject": "s", "twitter": "x"}, "started_at": "2026-01-01T00:00:00Z"}""", () -> "/v1/incidents"),
            way(
                    "PATCH /v1/incidents/{id}",
                    "{\"title\": \"t\", \"impact\": \"minor\"}",
                    () -> "/v1/incidents/" + incident()),
            way("POST /v1/incidents/{id}/updates", """
                    {"status": "identified", "impact": "minor", "message": "m", "headline": "h", "author": "a",
                    "components": [{"id": "@component", "status": "degraded_performance"}],
                    "notify": {"email": true, "twitter": true, "blog": true},
                    "texts": {"email_subject": "s", "twitter": "x"}}""", () -> "/v1/incidents/" + incident() + "/updates"),
            way("PATCH /v1/incidents/{id}/updates/{update_id}", """
                    {"message": "m", "headline": "h", "author": "a", "correction": "silent",
                    "texts": {"email_subject": "s", "twitter": "x"}}""", () -> update("/v1/incidents/" + incident())),
            way(
                    "POST /v1/incidents/{id}/deliveries/retry",
                    "{\"channels\": [\"email\"]}",
                    () -> "/v1/incidents/" + incident() + "/deliveries/retry"),
            way(
                    "POST /v1/incidents/{id}/deliveries/stop",
                    "{\"channels\": [\"email\"]}",
                    () -> "/v1/incidents/" + incident() + "/deliveries/stop"),
            way("POST /v1/maintenances", """
                    {"title": "t", "message": "m", "starts_at": "2098-08-05T10:00:00-07:00",
                    "ends_at": "2098-08-05T16:00:00-07:00", "time_zone": "America/Los_Angeles", "impact": "none",
                    "components": ["@component"], "headline": "h", "author": "a",
                    "notify": {"email": true, "twitter": true, "blog": true},
                    "texts": {"email_subject": "s", "twitter": "x"}}""", () -> "/v1/maintenances"),
            way("PATCH /v1/maintenances/{id}", """
                    {"title": "t", "impact": "none", "starts_at": "2098-09-05T10:00:00-07:00",
                    "ends_at": "2098-09-05T16:00:00-07:00", "time_zone": "America/Los_Angeles", "message": "m",
                    "components": ["@component"],
                    "headline": "h", "author": "a", "notify": {"email": true, "twitter": true, "blog": true},
                    "texts": {"email_subject": "s", "twitter": "x"}}""", () -> "/v1/maintenances/" + maintenance()),
            way("POST /v1/maintenances/{id}/updates", """
                    {"status": "scheduled", "impact": "none", "message": "m", "headline": "h", "author": "a",
                    "components": [{"id": "@component", "status": "under_maintenance"}],
                    "notify": {"email": true, "twitter": true, "blog": true},
                    "texts": {"email_subject": "s", "twitter": "x"}}""", () -> "/v1/maintenances/" + maintenance() + "/updates"),
            way(
                    "PATCH /v1/maintenances/{id}/updates/{update_id}",
                    """
                    {"message": "m", "headline": "h", "author": "a", "correction": "silent",
                    "texts": {"email_subject": "s", "twitter": "x"}}""",
                    () -> update("/v1/maintenances/" + maintenance())),
            way("POST /v1/maintenances/{id}/cancel", """
                    {"message": "m", "headline": "h", "author": "a",
                    "notify": {"email": true, "twitter": true, "blog": true},
                    "texts": {"email_subject": "s", "twitter": "x"}}""", () -> "/v1/maintenances/" + maintenance() + "/cancel"),
            way(
                    "POST /v1/maintenances/{id}/deliveries/retry",
                    "{\"channels\": [\"email\"]}",
                    () -> "/v1/maintenances/" + maintenance() + "/deliveries/retry"),
            way(
                    "POST /v1/maintenances/{id}/deliveries/stop",
                    "{\"channels\": [\"email\"]}",
                    () -> "/v1/maintenances/" + maintenance() + "/deliveries/stop"),
            way(
                    "POST /v1/incidents/{id}/withdraw",
                    "{\"reason\": \"r\"}",
                    () -> "/v1/incidents/" + incident() + "/withdraw"),
            way(
                    "POST /v1/incidents/{id}/updates/{update_id}/withdraw",
                    "{\"reason\": \"r\"}",
                    () -> oneOfTwo("/v1/incidents/" + incident()) + "/withdraw"),
            way(
                    "POST /v1/maintenances/{id}/withdraw",
                    "{\"reason\": \"r\"}",
                    () -> "/v1/maintenances/" + maintenance() + "/withdraw"),
            way(
                    "POST /v1/maintenances/{id}/updates/{update_id}/withdraw",
                    "{\"reason\": \"r\"}",
                    () -> oneOfTwo("/v1/maintenances/" + maintenance()) + "/withdraw"),
            way("POST /v1/components", """
                    {"name": "n", "description": "d", "group": "g", "position": 1, "status": "operational"}""", () -> "/v1/components"),
            way("PATCH /v1/components/{id}", """
                    {"name": "n", "description": "d", "group": "g", "position": 1, "status": "operational"}""", () -> "/v1/components/" + component()));

    private Bodies() {}

    /** The body of a call that is taken as it is. */
    static ObjectNode of(String call, String component) {
        Way way = way(call);
        try {
            return (ObjectNode)
                    JSON.readTree(way.body().replace("@component", component).replace("@all", allComponents()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(call, e);
        }
    }

    /** Where to send it: to something that nothing has happened to yet. */
    static String freshPath(String call) {
        return way(call).path().get();
    }

    private static Way way(String call) {
        Way way = WAYS.get(call);
        if (way == null) {
            throw new AssertionError("a new call with a body: write one that is taken into Bodies for " + call);
        }
        return way;
    }

    static String component() {
        return Api.operator()
                .body("{\"name\": \"Mobile app\"}")
                .post("/v1/components")
                .path("id");
    }

    private static String incident() {
        return Api.open("Slow loading times");
    }

    private static String maintenance() {
        return Api.operator().body("""
                        {"title": "ClickTime – Scheduled Maintenance",
                        "message": "The ClickTime system is undergoing important maintenance.",
                        "starts_at": "2098-08-05T10:00:00-07:00", "ends_at": "2098-08-05T16:00:00-07:00"}""").post("/v1/maintenances").path("id");
    }

    private static String draft(String path, String more) {
        return Api.operator()
                .body("{\"title\": \"Down\", \"message\": \"m\", \"impact\": \"minor\", \"publication\": \"draft\""
                        + more + "}")
                .post(path)
                .path("id");
    }

    private static String draftOfUpdate(String owner) {
        return owner + "/updates/"
                + Api.operator()
                        .body("{\"message\": \"m\", \"publication\": \"draft\"}")
                        .post(owner + "/updates")
                        .path("id");
    }

    private static String oneOfTwo(String owner) {
        Api.operator().body("{\"message\": \"m\"}").post(owner + "/updates");
        return update(owner);
    }

    private static String update(String owner) {
        return owner + "/updates/" + Api.viewer().get(owner).path("updates[0].id");
    }

    private static String template(String name) {
        return """
                {"name": "%s", "kind": "incident", "title": "t", "headline": "h", "message": "m", "author": "a",
                "status": "investigating", "impact": "minor",
                "components": [{"id": "@component", "status": "degraded_performance"}],
                "notify": {"email": true, "twitter": true, "blog": true},
                "texts": {"email_subject": "s", "twitter": "x"}}""".formatted(name);
    }

    private static String allComponents() {
        List<String> ids = Api.viewer().get("/v1/components?limit=200").path("items.id");
        return String.join("\", \"", ids);
    }

    private static String over(String path, String status) {
        Api.operator()
                .body("{\"message\": \"Everything is back to normal.\", \"status\": \"" + status + "\"}")
                .post(path + "/updates")
                .then()
                .statusCode(201);
        return path;
    }

    private static String written(String path) {
        Api.operator().body(ANALYSIS).put(path + "/postmortem").then().statusCode(200);
        return path + "/postmortem";
    }

    private static String published(String path) {
        Api.operator().post(path + "/publish").then().statusCode(200);
        return path;
    }

    /** A call on a draft, of an update where its path names one. */
    private static Map.Entry<String, Way> ofDraft(String call, String body) {
        String all = "/v1/" + call.split("/")[2];
        boolean isIncident = all.endsWith("/incidents");
        String verb = call.substring(call.lastIndexOf('/'));
        Supplier<String> draft = call.contains("{update_id}")
                ? () -> draftOfUpdate(all + "/" + (isIncident ? incident() : maintenance()))
                : () -> all + "/" + draft(all, isIncident ? "" : WINDOW);
        return way(call, body, () -> draft.get() + verb);
    }

    private static Map.Entry<String, Way> way(String call, String body, Supplier<String> path) {
        return Map.entry(call, new Way(body, path));
    }
}
