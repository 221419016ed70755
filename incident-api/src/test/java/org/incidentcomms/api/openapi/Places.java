package org.incidentcomms.api.openapi;

import java.util.Map;
import java.util.function.Supplier;
import org.incidentcomms.api.Api;

/** Where a call succeeds: each time another place, to which nothing has happened yet. */
final class Places {
    private static final String OVER = "2098-08-05T16:00:00-07:00";

    /** Of calls without a body that need more than an id that is known. */
    private static final Map<String, Supplier<String>> WITHOUT_BODY = Map.ofEntries(
            Map.entry("GET /v1/components/{id}", () -> "/v1/components/" + Bodies.component()),
            Map.entry("DELETE /v1/components/{id}", () -> "/v1/components/" + Bodies.component()),
            Map.entry("GET /v1/components/{id}/uptime", () -> "/v1/components/" + Bodies.component() + "/uptime"),
            Map.entry("GET /v1/templates/{id}", () -> Bodies.freshPath("PATCH /v1/templates/{id}")),
            Map.entry("DELETE /v1/templates/{id}", () -> Bodies.freshPath("PATCH /v1/templates/{id}")));

    private Places() {}

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
        Api.operator()
                .body("{\"message\": \"It is over.\", \"status\": \"" + status + "\"}")
                .post(all(call) + "/" + id + "/updates")
                .then()
                .statusCode(201);
        return id;
    }

    /** The id of one that was withdrawn. */
    static String withdrawn(Operation call) {
        String id = published(call);
        withdraw(call, id);
        return id;
    }

    static void withdraw(Operation call, String id) {
        Api.admin()
                .body("{\"reason\": \"It was a test.\"}")
                .post(all(call) + "/" + id + "/withdraw")
                .then()
                .statusCode(200);
    }

    static String firstUpdate(Operation call, String owner) {
        return Api.viewer().get(all(call) + "/" + owner).path("updates[0].id");
    }

    static String draftOfUpdate(Operation call, String owner) {
        return Api.operator()
                .body("{\"message\": \"We are still looking.\", \"publication\": \"draft\"}")
                .post(all(call) + "/" + owner + "/updates")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String written(String owner) {
        String path = (owner.startsWith("mnt") ? "/v1/maintenances/" : "/v1/incidents/") + owner + "/postmortem";
        Api.operator()
                .body("{\"title\": \"What happened\", \"body\": \"A switch failed.\", \"author\": \"Alex Mann\"}")
                .put(path)
                .then()
                .statusCode(200);
        return path;
    }

    private static String made(Operation call, String more) {
        String window = call.isAboutMaintenances()
                ? ", \"starts_at\": \"2098-08-05T10:00:00-07:00\", \"ends_at\": \"" + OVER + "\""
                : "";
        return Api.operator()
                .body("{\"title\": \"System Temporarily Unavailable\", \"message\": \"We are on it.\"" + window + more
                        + "}")
                .post(all(call))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String all(Operation call) {
        return call.isAboutMaintenances() ? "/v1/maintenances" : "/v1/incidents";
    }
}
