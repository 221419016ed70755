package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.UUID;
import org.incidentcomms.api.storage.Redactable;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** A post-mortem while it is written. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class PostmortemDraftsIT {
    @Inject
    @Any
    Instance<Redactable> keepers;

    @Test
    void a_draft_never_reaches_kafka() {
        String id = PostmortemCalls.resolved("Slow log-in");
        String secret = "secret" + UUID.randomUUID();
        PostmortemCalls.write(id, PostmortemCalls.TEXT.replace("threshold", secret))
                .statusCode(200);
        String after = Api.open("The next one");

        try (EventsOnTopic topic = new EventsOnTopic()) {
            topic.awaitOf(after, 1);
            assertThat(topic.of(id)).hasSize(2);
            assertThat(topic.telling(secret)).isEmpty();
        }
    }

    @Test
    void two_who_write_at_once_do_not_lose_each_others_text() {
        String id = Api.open("Slow log-in");
        PostmortemCalls.write(id, PostmortemCalls.TEXT).header("ETag", "\"1\"");
        Api.operator()
                .header("If-Match", "\"1\"")
                .body(PostmortemCalls.TEXT.replace("threshold", "limit"))
                .put("/v1/incidents/{id}/postmortem", id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        Api.operator()
                .header("If-Match", "\"1\"")
                .body(PostmortemCalls.TEXT)
                .put("/v1/incidents/{id}/postmortem", id)
                .then()
                .statusCode(412);
        Api.operator()
                .header("If-Match", "\"1\"")
                .post("/v1/incidents/{id}/postmortem/publish", id)
                .then()
                .statusCode(412);
    }

    @Test
    void an_analysis_of_a_hundred_thousand_characters_is_taken_and_one_more_is_not() {
        String id = PostmortemCalls.resolved("Slow log-in");
        PostmortemCalls.write(id, "{\"title\":\"t\",\"body\":\"" + "\\u00e9".repeat(100_000) + "\"}")
                .statusCode(200);
        PostmortemCalls.write(id, "{\"title\":\"t\",\"body\":\"" + "x".repeat(100_001) + "\"}")
                .statusCode(422)
                .body("violations.field", hasItem("body"));
        PostmortemCalls.publish(id).statusCode(200);
        try (EventsOnTopic topic = new EventsOnTopic()) {
            assertThat(PostmortemCalls.analysis(topic.awaitOf(id, 3).getLast()).body())
                    .hasSize(100_000);
        }
    }

    @Test
    void of_what_is_withdrawn_the_draft_is_gone_too() {
        String id = Api.open("Slow log-in");
        PostmortemCalls.write(id, PostmortemCalls.TEXT);

        QuarkusTransaction.requiringNew().run(() -> keepers.forEach(keeper -> keeper.redact(id)));

        Api.viewer().get("/v1/incidents/{id}/postmortem", id).then().statusCode(404);
    }

    @Test
    void what_is_wrong_is_named() {
        String id = Api.open("Slow log-in");
        PostmortemCalls.write(id, "{\"title\":\"t\"}").statusCode(422).body("violations.field", contains("body"));
        PostmortemCalls.write(id, "{\"title\":\"a\\nb\",\"body\":\"b\"}")
                .statusCode(422)
                .body("violations.field", contains("title"));
        PostmortemCalls.write(id, "{\"title\":7,\"body\":\"b\"}")
                .statusCode(400)
                .body("violations.field", contains("title"));
        PostmortemCalls.write("inc_none", PostmortemCalls.TEXT).statusCode(404);
        Api.viewer().get("/v1/incidents/{id}/postmortem", id).then().statusCode(404);
        Api.viewer()
                .body(PostmortemCalls.TEXT)
                .put("/v1/incidents/{id}/postmortem", id)
                .then()
                .statusCode(403);
        Api.viewer().post("/v1/incidents/{id}/postmortem/publish", id).then().statusCode(403);
        Api.viewer().post("/v1/incidents/{id}/postmortem/withdraw", id).then().statusCode(403);
        Api.operator()
                .body("{\"sooner\":true}")
                .post("/v1/incidents/{id}/postmortem/publish", id)
                .then()
                .statusCode(422);
    }
}
