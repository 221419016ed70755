package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class IdempotencyIT {
    private static final String BODY = "{\"impact\":\"minor\",\"title\":\"Once\",\"message\":\"m\"}";

    @Test
    void the_same_request_again_gets_the_first_answer_again() {
        Response first = open(Api.OPERATOR, "again", BODY);
        Response second =
                open(Api.OPERATOR, "again", "{ \"message\":\"m\", \"title\":\"Once\", \"impact\":\"minor\" }");

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
    }

    @Test
    void another_body_with_the_same_key_is_422() {
        open(Api.OPERATOR, "other", BODY);

        open(Api.OPERATOR, "other", "{\"impact\":\"minor\",\"title\":\"Twice\",\"message\":\"m\"}")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("Idempotency-Key"));
    }

    @Test
    void a_key_belongs_to_its_owner_and_its_path() {
        String mine = open(Api.OPERATOR, "shared", BODY).path("id");
        String theirs =
                open(Tokens.token("somebody.else", "operator"), "shared", BODY).path("id");

        assertThat(theirs).isNotEqualTo(mine);
        Api.operator()
                .header("Idempotency-Key", "shared")
                .body("{\"message\":\"m\"}")
                .post("/v1/incidents/{id}/updates", mine)
                .then()
                .statusCode(201);
    }

    @Test
    void a_refused_request_may_be_repeated_with_its_key() {
        open(
                        Api.OPERATOR,
                        "refused",
                        "{\"title\":\"Once\",\"message\":\"m\",\"components\":[{\"id\":\"x\",\"status\":\"operational\"}]}")
                .then()
                .statusCode(422);

        open(Api.OPERATOR, "refused", BODY).then().statusCode(201);
    }

    @Test
    void an_announced_correction_that_is_repeated_tells_customers_once() {
        String path = "/v1/incidents/" + Api.open("Corrected once");
        String first = path + "/updates/" + Api.viewer().get(path).path("updates[0].id");

        Response once = correct(first);
        Response again = correct(first);

        assertThat(once.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.asString()).isEqualTo(once.asString());
        assertThat(again.header("ETag")).isEqualTo(once.header("ETag"));
        assertThat(Api.viewer().get(path).<Integer>path("version")).isEqualTo(2);
        try (EventsOnTopic topic = new EventsOnTopic()) {
            assertThat(topic.awaitOf(path.substring(path.lastIndexOf('/') + 1), 2))
                    .extracting(PublishedEvent::type)
                    .containsExactly(EventType.INCIDENT_OPENED, EventType.INCIDENT_CORRECTED);
        }
    }

    private static Response correct(String update) {
        return Api.operator()
                .header("Idempotency-Key", "corrected")
                .body("{\"message\":\"Right.\",\"correction\":\"announce\"}")
                .patch(update);
    }

    @Test
    void fifty_at_once_make_one_incident() throws Exception {
        List<Future<Response>> answers = new ArrayList<>();
        try (var pool = Executors.newFixedThreadPool(50)) {
            for (int i = 0; i < 50; i++) {
                answers.add(pool.submit(() ->
                        open(Api.OPERATOR, "fifty", "{\"impact\":\"minor\",\"title\":\"Fifty\",\"message\":\"m\"}")));
            }
        }
        List<String> ids = new ArrayList<>();
        for (Future<Response> answer : answers) {
            assertThat(answer.get().statusCode()).isIn(201, 409);
            if (answer.get().statusCode() == 201) {
                ids.add(answer.get().path("id"));
            }
        }
        assertThat(ids).isNotEmpty();
        assertThat(ids.stream().distinct()).hasSize(1);
        assertThat(open(Api.OPERATOR, "fifty", "{\"impact\":\"minor\",\"title\":\"Fifty\",\"message\":\"m\"}")
                        .<String>path("id"))
                .isEqualTo(ids.getFirst());
    }

    @Test
    void a_key_that_is_none_is_refused() {
        open(Api.OPERATOR, "x".repeat(256), BODY).then().statusCode(422);
    }

    private static Response open(String token, String key, String body) {
        return Api.as(token).header("Idempotency-Key", key).body(body).post("/v1/incidents");
    }
}
