package org.incidentcomms.api.maintenance;

import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.incidentcomms.api.Api;

/** Calls of {@code /v1/maintenances}, as tests make them. */
public final class MaintenanceCalls {
    private MaintenanceCalls() {}

    public static String component(String name) {
        return Api.operator()
                .body("{\"name\":\"" + name + "\"}")
                .post("/v1/components")
                .path("id");
    }

    /** {@code more}: further fields of the request, without braces, or empty. */
    public static String body(Instant startsAt, Instant endsAt, List<String> components, String more) {
        return "{\"title\":\"ClickTime – Scheduled Maintenance\",\"message\":\"To improve security.\",\"starts_at\":\""
                + startsAt + "\",\"ends_at\":\"" + endsAt + "\",\"components\":["
                + components.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",")) + "]"
                + (more.isEmpty() ? "" : "," + more) + "}";
    }

    public static String announce(Instant startsAt, Instant endsAt, List<String> components, String more) {
        return tryToAnnounce(body(startsAt, endsAt, components, more))
                .statusCode(201)
                .extract()
                .path("id");
    }

    public static ValidatableResponse tryToAnnounce(String body) {
        return Api.operator().body(body).post("/v1/maintenances").then();
    }

    public static ValidatableResponse get(String id) {
        return Api.viewer().get("/v1/maintenances/{id}", id).then().statusCode(200);
    }

    public static ValidatableResponse change(String id, String patch) {
        return Api.operator().body(patch).patch("/v1/maintenances/{id}", id).then();
    }

    public static ValidatableResponse update(String id, String body) {
        return Api.operator()
                .body(body)
                .post("/v1/maintenances/{id}/updates", id)
                .then();
    }

    /** The state of its transition of this kind; a reminder's where {@code before} is not empty. */
    public static String stateOf(String id, String kind, String before) {
        String condition = before.isEmpty() ? "" : " && it.before == '" + before + "'";
        return get(id).extract().path("schedule.find { it.kind == '" + kind + "'" + condition + " }?.state");
    }
}
