package org.incidentcomms.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.incidentcomms.api.Api;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Alertmanager's webhook makes drafts, one for each group, and operators decide. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class AlertmanagerHookIT extends AlertmanagerFixture {
    @Inject
    Database database;

    @Inject
    AlertGroups groups;

    @Test
    void a_firing_group_becomes_one_draft_that_nobody_hears_of() {
        String draft = fires().statusCode(202)
                .body("action", equalTo("created"))
                .body("incident", nullValue())
                .extract()
                .path("draft");

        for (int i = 0; i < 3; i++) {
            fires().statusCode(200).body("action", equalTo("unchanged")).body("draft", equalTo(draft));
        }
        Api.viewer()
                .get("/v1/incidents/" + draft)
                .then()
                .statusCode(200)
                .body("publication", equalTo("draft"))
                .body("version", equalTo(1))
                .body("created_by", equalTo("prometheus"))
                .body("title", equalTo("BlackBox Probe Failure: https://server.example.org"))
                .body("message", equalTo("Instance https://server.example.org has been down for over 5m."));
        assertThat(database.query("select 1 from outbox where key = ?", row -> 1, draft))
                .as("events")
                .isEmpty();
        Api.operator()
                .get("/v1/audit?resource=" + draft)
                .then()
                .body("items.action", contains("draft.created"))
                .body("items.actor", contains("prometheus"));
        assertThat(Api.operator()
                        .get("/v1/incidents?publication=draft&limit=200")
                        .<List<String>>path("items.id"))
                .contains(draft);
    }

    @Test
    void two_replicas_of_alertmanager_at_once_make_one_draft() throws Exception {
        List<Callable<Response>> posts = IntStream.range(0, 12)
                .mapToObj(i -> (Callable<Response>) () -> post(body("firing")))
                .toList();
        Set<String> drafts = new HashSet<>();
        int created = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(12)) {
            for (Future<Response> answer : pool.invokeAll(posts)) {
                drafts.add(answer.get().path("draft"));
                created += answer.get().statusCode() == 202 ? 1 : 0;
            }
        }

        assertThat(drafts).hasSize(1).doesNotContainNull();
        assertThat(created).isEqualTo(1);
    }

    @Test
    void what_is_over_before_anybody_looked_is_taken_away() {
        String draft = fires().extract().path("draft");

        isOver().statusCode(200).body("action", equalTo("removed")).body("draft", equalTo(draft));
        Api.viewer().get("/v1/incidents/" + draft).then().statusCode(404);
        isOver().statusCode(200).body("action", equalTo("unchanged")).body("draft", nullValue());
        fires().statusCode(202).body("draft", not(equalTo(draft)));
    }

    @Test
    void what_an_operator_has_changed_is_theirs() {
        String draft = fires().extract().path("draft");
        Api.operator()
                .body("{\"message\":\"Log-in fails for some.\"}")
                .patch("/v1/incidents/" + draft)
                .then()
                .statusCode(200);

        isOver().statusCode(200).body("action", equalTo("kept")).body("draft", equalTo(draft));
        isOver().statusCode(200).body("action", equalTo("unchanged")).body("draft", equalTo(draft));
        fires().statusCode(200).body("action", equalTo("unchanged")).body("draft", equalTo(draft));
        Api.viewer().get("/v1/incidents/" + draft).then().body("message", equalTo("Log-in fails for some."));
        Api.operator()
                .get("/v1/audit?resource=" + draft)
                .then()
                .body("items.action", contains("alerts.resolved", "draft.changed", "draft.created"));
    }

    @Test
    void the_end_of_what_was_published_becomes_the_draft_of_an_update() {
        String id = publishedFrom(fires());
        fires().statusCode(200)
                .body("action", equalTo("unchanged"))
                .body("draft", nullValue())
                .body("incident", equalTo(id));

        String update = isOver().statusCode(202)
                .body("action", equalTo("created"))
                .body("incident", equalTo(id))
                .extract()
                .path("draft");
        isOver().statusCode(200).body("action", equalTo("unchanged")).body("draft", equalTo(update));
        Api.viewer()
                .get("/v1/incidents/" + id)
                .then()
                .body("status", equalTo("investigating"))
                .body("updates", hasSize(1));
        Api.operator()
                .post("/v1/incidents/" + id + "/updates/" + update + "/publish")
                .then()
                .statusCode(200);
        Api.viewer().get("/v1/incidents/" + id).then().body("status", equalTo("resolved"));

        fires().statusCode(202).body("draft", not(equalTo(id)));
    }

    @Test
    void what_fires_again_is_not_told_as_over() {
        String id = publishedFrom(fires());
        String update = isOver().extract().path("draft");

        fires().statusCode(200)
                .body("action", equalTo("removed"))
                .body("draft", equalTo(update))
                .body("incident", equalTo(id));
        Api.viewer().get("/v1/incidents/" + id + "/drafts").then().body("items", hasSize(0));
        isOver().statusCode(202).body("draft", not(equalTo(update)));
    }

    @Test
    void a_draft_that_was_deleted_comes_back_only_with_something_new() {
        String draft = fires().extract().path("draft");
        Api.operator().delete("/v1/incidents/" + draft).then().statusCode(204);

        fires().statusCode(200).body("action", equalTo("unchanged")).body("draft", nullValue());
        Instant now = Instant.now().plusMillis(5);
        take(body("firing").replace("2023-02-06T13:08:45.828Z", now.toString()))
                .statusCode(202)
                .body("action", equalTo("created"));
    }

    @Test
    void the_same_key_gets_the_first_answer() {
        String first = withKey().then().statusCode(202).extract().path("draft");

        withKey().then().statusCode(202).body("draft", equalTo(first)).body("action", equalTo("created"));
    }

    @Test
    void a_withdrawal_forgets_what_it_was_made_of_and_age_does_too() {
        String id = publishedFrom(fires());
        assertThat(rows(id)).isEqualTo(1);

        Api.admin()
                .body("{\"reason\":\"Never happened.\"}")
                .post("/v1/incidents/" + id + "/withdraw")
                .then()
                .statusCode(200);
        assertThat(rows(id)).isZero();

        String next = fires().statusCode(202).extract().path("draft");
        groups.clearAway(Instant.now().plus(Duration.ofDays(29)));
        assertThat(rows(next)).isEqualTo(1);
        database.update("update alert_group set heard_at = now() - interval '31 days' where incident_id = ?", next);
        groups.clearAway(Instant.now());
        assertThat(rows(next)).isZero();
    }

    @Test
    void an_operator_may_try_it_and_a_viewer_may_not() {
        Api.operator().body(body("firing")).post(HOOK).then().statusCode(202);
        Api.viewer().body(body("firing")).post(HOOK).then().statusCode(403);
    }

    private Response withKey() {
        return Api.as(MACHINE)
                .header("Idempotency-Key", group)
                .body(body("firing"))
                .post(HOOK);
    }

    private int rows(String incident) {
        return database.query("select 1 from alert_group where incident_id = ?", row -> 1, incident)
                .size();
    }

    private static String publishedFrom(ValidatableResponse fired) {
        String id =
                fired.statusCode(202).body("draft", notNullValue()).extract().path("draft");
        Api.operator().post("/v1/incidents/" + id + "/publish").then().statusCode(200);
        return id;
    }
}
