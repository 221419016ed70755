package org.incidentcomms.api;

import io.restassured.response.Response;
import org.incidentcomms.testkit.Tokens;

/** Calls of tests about withdrawals. */
final class WithdrawalCalls {
    static final String ADMIN = Tokens.token("ada", "admin");
    static final String REASON = "{\"reason\":\"Named a customer.\"}";

    private WithdrawalCalls() {}

    static Response withdraw(String path) {
        return Api.as(ADMIN).body(REASON).post(path + "/withdraw");
    }

    static String update(String path, String body) {
        return Api.operator()
                .body(body)
                .post(path + "/updates")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    static io.restassured.specification.RequestSpecification withKey(String key) {
        return Api.operator().header("Idempotency-Key", key);
    }

    /** What is there already is told; what waits loses its text. */
    static void awaitOnTopic(String id, int events) {
        try (EventsOnTopic topic = new EventsOnTopic()) {
            topic.awaitOf(id, events);
        }
    }
}
