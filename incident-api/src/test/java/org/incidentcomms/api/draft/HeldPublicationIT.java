package org.incidentcomms.api.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.EventsOnTopic;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Publications that can be taken back for a moment. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class HeldPublicationIT extends WithSchedulers {
    /** Long enough that the service's own scheduler does not come before the test's. */
    private static final String LONG = "\"publish_after\":\"PT10M\"";

    private static final String OTHER = Tokens.token("ben", "operator");

    @Test
    void an_update_is_held_with_nothing_told_and_then_published_once() {
        String web = Api.addComponent("{\"name\":\"Web\"}");
        String about = Api.open("Held update");
        String path = "/v1/incidents/" + about;
        Response held = post(
                path + "/updates",
                "{\"message\":\"Held.\",\"components\":[{\"id\":\"" + web + "\",\"status\":\"major_outage\"}]," + LONG
                        + "}");
        held.then()
                .statusCode(202)
                .header("ETag", "\"draft-1\"")
                .header("Location", containsString(path + "/updates/" + held.path("id")))
                .body("publication", equalTo("scheduled"))
                .body("held", equalTo("undo"))
                .body("publish_at", notNullValue())
                .body("publish_after", nullValue())
                .body("scheduled_by", equalTo("alex.mann"));
        assertThat(get(path).getInt("version")).isEqualTo(1);
        Api.viewer().get("/v1/components/{id}", web).then().body("status", equalTo("operational"));

        time.set(Instant.parse(held.path("publish_at")));
        assertThat(replicas(Duration.ZERO).getFirst().runDue()).isEqualTo(1);

        Api.viewer()
                .get(path + "/updates/{id}", held.<String>path("id"))
                .then()
                .body("publication", equalTo("published"));
        assertThatEachWasToldOnce(List.of(about), 2);
        Api.viewer().get("/v1/components/{id}", web).then().body("status", equalTo("major_outage"));
        Api.operator()
                .delete(path + "/updates/{id}", held.<String>path("id"))
                .then()
                .statusCode(409);
    }

    @Test
    void an_opening_is_taken_back_and_leaves_nothing() {
        Response held =
                post("/v1/incidents", "{\"title\":\"Too soon\",\"message\":\"m\",\"impact\":\"minor\"," + LONG + "}");
        String id = held.then().statusCode(202).extract().path("id");

        Api.operator().delete("/v1/incidents/{id}", id).then().statusCode(204);

        time.set(Instant.parse(held.path("publish_at")));
        assertThat(replicas(Duration.ZERO).getFirst().runDue()).isZero();
        Api.viewer().get("/v1/incidents/{id}", id).then().statusCode(404);
        try (EventsOnTopic topic = new EventsOnTopic()) {
            assertThat(topic.of(id)).isEmpty();
        }
    }

    @Test
    void it_is_published_by_itself_when_its_time_comes() {
        String id = post(
                        "/v1/incidents",
                        "{\"title\":\"At once\",\"message\":\"m\",\"impact\":\"minor\",\"publish_after\":\"PT0.2S\"}")
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        await().untilAsserted(() -> Api.viewer()
                .get("/v1/incidents/{id}", id)
                .then()
                .body("publication", equalTo("published"))
                .body("version", equalTo(1)));
    }

    @Test
    void another_publication_in_that_incident_is_refused_and_names_it_and_its_author() {
        String about = Api.open("Two at once");
        String path = "/v1/incidents/" + about + "/updates";
        String draft = Api.draftUpdate(about, "{\"message\":\"Draft.\",\"publication\":\"draft\"}")
                .path("id");
        String held = post(path, "{\"message\":\"Held.\"," + LONG + "}").path("id");

        List<Response> refused = List.of(
                Api.as(OTHER).body("{\"message\":\"Mine.\"}").post(path),
                Api.as(OTHER).body("{\"message\":\"Mine.\"," + LONG + "}").post(path),
                Api.as(OTHER).post(path + "/" + draft + "/publish"));
        assertThat(refused)
                .allSatisfy(answer -> answer.then()
                        .statusCode(409)
                        .body("detail", containsString(held))
                        .body("detail", containsString("alex.mann")));

        Api.as(OTHER).delete(path + "/" + held).then().statusCode(204);
        Api.as(OTHER).body("{\"message\":\"Mine.\"}").post(path).then().statusCode(201);
    }

    @Test
    void nothing_else_that_tells_customers_overtakes_what_is_held() {
        String incident = "/v1/incidents/" + Api.open("Corrected meanwhile");
        String first = incident + "/updates/" + get(incident).getString("updates[0].id");
        String ended = "/v1/incidents/" + Api.open("Analysed meanwhile");
        resolve(ended);
        Api.operator()
                .body("{\"title\":\"What happened\",\"body\":\"A switch failed.\"}")
                .put(ended + "/postmortem")
                .then()
                .statusCode(200);
        String work = "/v1/maintenances/"
                + post(
                                "/v1/maintenances",
                                "{\"title\":\"Move\",\"message\":\"m\",\"starts_at\":\"2098-08-05T10:00:00Z\","
                                        + "\"ends_at\":\"2098-08-05T16:00:00Z\"}")
                        .path("id");
        List.of(incident, ended, work)
                .forEach(path -> post(path + "/updates", "{\"message\":\"Held.\"," + LONG + "}")
                        .then()
                        .statusCode(202));

        List<Response> refused = List.of(
                Api.as(OTHER)
                        .body("{\"message\":\"Right.\",\"correction\":\"announce\"}")
                        .patch(first),
                Api.as(OTHER).post(ended + "/postmortem/publish"),
                Api.as(OTHER).body("{\"ends_at\":\"2098-08-05T18:00:00Z\"}").patch(work),
                Api.as(OTHER).body("{\"message\":\"Not now.\"}").post(work + "/cancel"));

        assertThat(refused)
                .allSatisfy(
                        answer -> answer.then().statusCode(409).body("detail", containsString("alex.mann is held")));
        Api.as(OTHER).body("{\"message\":\"Silent.\"}").patch(first).then().statusCode(200);
    }

    @Test
    void of_two_operators_at_once_one_is_held_and_the_other_refused() throws Exception {
        for (int round = 0; round < 10; round++) {
            String path = "/v1/incidents/" + Api.open("Race " + round) + "/updates";
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<Integer>> calls = List.of(
                        () -> post(path, "{\"message\":\"One.\"," + LONG + "}").statusCode(),
                        () -> Api.as(OTHER)
                                .body("{\"message\":\"Two.\"," + LONG + "}")
                                .post(path)
                                .statusCode());
                List<Integer> answers = new ArrayList<>();
                for (Future<Integer> answer : threads.invokeAll(calls)) {
                    answers.add(answer.get());
                }
                assertThat(answers).containsExactlyInAnyOrder(202, 409);
            }
        }
    }

    @Test
    void taken_back_at_its_very_moment_it_is_either_told_or_gone_never_both() throws Exception {
        List<PublicationScheduler> replicas = replicas(Duration.ZERO, Duration.ofMillis(1));
        int gone = 0;
        int told = 0;
        for (int round = 0; round < 30; round++) {
            boolean isUpdate = round % 2 == 0;
            String path = isUpdate ? "/v1/incidents/" + Api.open("Moment " + round) + "/updates" : "/v1/incidents";
            Response held = post(
                    path,
                    isUpdate
                            ? "{\"message\":\"m\"," + LONG + "}"
                            : "{\"title\":\"Moment\",\"message\":\"m\",\"impact\":\"minor\"," + LONG + "}");
            String mine = path + "/" + held.then().statusCode(202).extract().path("id");
            time.set(Instant.parse(held.path("publish_at")));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Integer> answer =
                        threads.submit(() -> Api.operator().delete(mine).statusCode());
                List<Future<Integer>> runs = new ArrayList<>();
                replicas.forEach(replica -> runs.add(threads.submit(replica::runDue)));
                for (Future<Integer> run : runs) {
                    run.get();
                }
                if (answer.get() == 204) {
                    gone++;
                    assertThat(Api.viewer().get(mine).statusCode()).isEqualTo(404);
                } else {
                    told++;
                    assertThat(answer.get()).isEqualTo(409);
                    assertThat(get(mine).getString("publication")).isEqualTo("published");
                }
            }
        }
        assertThat(gone + told).isEqualTo(30);
        assertThat(waiting()).isZero();
    }

    @Test
    void the_same_key_answers_what_has_become_of_it() {
        String path = "/v1/incidents/" + Api.open("Keyed") + "/updates";
        String key = UUID.randomUUID().toString();
        String body = "{\"message\":\"m\"," + LONG + "}";
        Response first = keyed(key, path, body);
        first.then().statusCode(202).body("publication", equalTo("scheduled"));
        keyed(key, path, body).then().statusCode(202).body("publication", equalTo("scheduled"));

        time.set(Instant.parse(first.path("publish_at")));
        replicas(Duration.ZERO).getFirst().runDue();

        keyed(key, path, body)
                .then()
                .statusCode(202)
                .body("id", equalTo(first.<String>path("id")))
                .body("publication", equalTo("published"))
                .body("held", nullValue());
        Api.viewer().get(path.replace("/updates", "")).then().body("updates", hasSize(2));
    }

    @Test
    void what_is_scheduled_for_that_moment_goes_after_it() {
        String about = Api.open("Before");
        String path = "/v1/incidents/" + about;
        update(path, "{\"message\":\"Planned.\",", Instant.now().plusSeconds(60));
        Response held = post(path + "/updates", "{\"message\":\"Held.\"," + LONG + "}");

        time.set(Instant.parse(held.path("publish_at")).minusSeconds(60));
        assertThat(replicas(Duration.ZERO).getFirst().runDue()).isZero();
        time.set(Instant.parse(held.path("publish_at")));
        assertThat(replicas(Duration.ZERO).getFirst().runDue()).isEqualTo(2);

        assertThat(messagesOf(about)).containsExactly("We are looking into it.", "Held.", "Planned.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"publish_after\":\"10 s\"|publish_after",
                "\"publish_after\":\"PT0S\"|publish_after",
                "\"publish_after\":\"PT11M\"|publish_after",
                "\"publish_after\":\"PT5S\",\"publication\":\"draft\"|publish_after",
                "\"publish_after\":\"PT5S\",\"components\":[{\"id\":\"cmp_nope\",\"status\":\"operational\"}]|components[0].id",
                "\"publish_after\":\"PT5S\",\"restore_components\":true|restore_components"
            })
    void what_publication_would_refuse_is_refused_at_once(String fields, String field) {
        String about = Api.open("Refused at once");

        post("/v1/incidents/" + about + "/updates", "{\"message\":\"m\"," + fields + "}")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo(field));

        assertThat(waiting()).isZero();
        assertThat(get("/v1/incidents/" + about).getInt("version")).isEqualTo(1);
    }

    private static Response post(String path, String body) {
        return Api.operator().body(body).post(path);
    }

    private static Response keyed(String key, String path, String body) {
        return Api.operator().header("Idempotency-Key", key).body(body).post(path);
    }
}
