package org.incidentcomms.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a call succeeds: each time another place, to which nothing has happened yet. */
final class Places {
    /** Of calls without a body that need more than an id that is known. */
    private static final Map<String, Supplier<String>> WITHOUT_BODY = Map.ofEntries(
            Map.entry("GET /v1/components/{id}", () -> "/v1/components/" + Bodies.component()),
            Map.entry("DELETE /v1/components/{id}", () -> "/v1/components/" + Bodies.component()),
            Map.entry("POST /v1/channels/{id}/resume", () -> destination() + "/resume"),
            Map.entry("GET /v1/components/{id}/uptime", () -> "/v1/components/" + Bodies.component() + "/uptime"),
            Map.entry("GET /v1/templates/{id}", () -> Bodies.freshPath("PATCH /v1/templates/{id}")),
            Map.entry("DELETE /v1/templates/{id}", () -> Bodies.freshPath("PATCH /v1/templates/{id}")));

    private static final AtomicInteger DESTINATIONS = new AtomicInteger();

    private Places() {}

    /** The path of a destination, each time another. */
    static String destination() {
        List<String> all = List.of("email", "x", "site", "wordpress", "git");
        return "/v1/channels/" + all.get(DESTINATIONS.getAndIncrement() % all.size());
    }

    /** The path to call. */
    static String fresh(Operation call) {
        if (call.hasBody()) {
            return Bodies.freshPath(call.toString());
        }
        if (!call.isAboutAnnounced()) {
            return WITHOUT_BODY.getOrDefault(call.toString(), call::path).get();
        }
        if (call.path().endsWith("/postmortem")) {
            return written(published(call));
        }
        boolean isOfDraft = call.path().endsWith("/publish") || call.method().equals("DELETE");
        if (!isOfDraft) {
            String owner = published(call);
            if (call.path().endsWith("/drafts")) {
                draftOfUpdate(call, owner);
            }
            return call.at(owner, call.path().contains("{update_id}") ? firstUpdate(call, owner) : "");
        }
        if (!call.path().contains("{update_id}")) {
            return call.at(draft(call), "");
        }
        String owner = published(call);
        return call.at(owner, draftOfUpdate(call, owner));
    }

    /** The id of a new one that customers know of. */
    static String published(Operation call) {
        return made(call, "");
    }

    /** The id of a new one that is a draft. */
    static String draft(Operation call) {
        return made(call, ", \"publication\": \"draft\"");
    }

    /** The id of one that is over. */
    static String ended(Operation call) {
        String id = published(call);
        String status = call.isAboutMaintenances() ? "completed" : "resolved";
        String over = "{\"message\": \"Everything is back to normal.\", \"status\": \"" + status + "\"}";
        sent("POST", all(call) + "/" + id + "/updates", over);
        return id;
    }

    /** The id of one that was withdrawn. */
    static String withdrawn(Operation call) {
        String id = published(call);
        withdraw(call, id);
        return id;
    }

    static void withdraw(Operation call, String id) {
        sent("POST", all(call) + "/" + id + "/withdraw", "{\"reason\": \"It was a test.\"}");
    }

    static String firstUpdate(Operation call, String owner) {
        return sent("GET", all(call) + "/" + owner, null)
                .path("updates")
                .path(0)
                .path("id")
                .asText();
    }

    static String draftOfUpdate(Operation call, String owner) {
        String draft = "{\"message\": \"We are still looking.\", \"publication\": \"draft\"}";
        return sent("POST", all(call) + "/" + owner + "/updates", draft)
                .path("id")
                .asText();
    }

    private static String written(String owner) {
        String path = (owner.startsWith("mnt") ? "/v1/maintenances/" : "/v1/incidents/") + owner + "/postmortem";
        sent("PUT", path, "{\"title\": \"What happened\", \"body\": \"A switch failed.\", \"author\": \"Alex Mann\"}");
        return path;
    }

    private static String made(Operation call, String more) {
        String window = call.isAboutMaintenances()
                ? ", \"starts_at\": \"2098-08-05T10:00:00-07:00\", \"ends_at\": \"2098-08-05T16:00:00-07:00\""
                : "";
        String body =
                "{\"impact\":\"minor\",\"title\": \"System Temporarily Unavailable\", \"message\": \"We are on it.\""
                        + window + more + "}";
        return sent("POST", all(call), body).path("id").asText();
    }

    private static JsonNode sent(String method, String path, @Nullable String body) {
        Wire.Reply reply = Wire.send(method, path, body);
        assertThat(reply.isTaken()).as("%s %s: %s", method, path, reply).isTrue();
        return Matrix.read(reply);
    }

    private static String all(Operation call) {
        return call.isAboutMaintenances() ? "/v1/maintenances" : "/v1/incidents";
    }
}
