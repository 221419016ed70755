package org.incidentcomms.api;

import io.restassured.response.ValidatableResponse;
import java.util.Objects;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.PublishedEvent;

/** Calls of {@code /v1/incidents/{id}/postmortem}, as tests make them. */
final class PostmortemCalls {
    static final String TEXT =
            "{\"title\":\"What happened on February 2nd\",\"body\":\"## Sessions\\r\\nA threshold was crossed.\","
                    + "\"author\":\"Alex Mann\"}";

    private PostmortemCalls() {}

    /** Opens and resolves an incident of this title; returns its id. */
    static String resolved(String title) {
        String id = Api.open(title);
        Api.operator()
                .body("{\"status\":\"resolved\",\"message\":\"Over.\"}")
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201);
        return id;
    }

    static ValidatableResponse write(String id, String body) {
        return Api.operator()
                .body(body)
                .put("/v1/incidents/{id}/postmortem", id)
                .then();
    }

    static ValidatableResponse publish(String id) {
        return Api.operator().post("/v1/incidents/{id}/postmortem/publish", id).then();
    }

    static ValidatableResponse withdraw(String id) {
        return Api.operator().post("/v1/incidents/{id}/postmortem/withdraw", id).then();
    }

    /** The post-mortem that an incident's event carries. */
    static Postmortem analysis(PublishedEvent event) {
        return Objects.requireNonNull(EventsOnTopic.incident(event).postmortem());
    }
}
