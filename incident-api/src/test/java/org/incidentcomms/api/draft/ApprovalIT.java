package org.incidentcomms.api.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.EventsOnTopic;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Whatever tells customers of a critical incident waits for a second operator. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ApprovalIT extends WithApprovals {

    @Test
    void a_critical_incident_tells_nobody_until_another_operator_approves_it() {
        String key = UUID.randomUUID().toString();
        String body = CRITICAL + ",\"publish_after\":\"PT10S\"}";
        Response waiting =
                Api.operator().header("Idempotency-Key", key).body(body).post("/v1/incidents");
        String path = "/v1/incidents/" + waiting.path("id");
        waiting.then()
                .statusCode(202)
                .body("publication", equalTo("draft"))
                .body("held", nullValue())
                .body("approval.required", equalTo(true))
                .body("approval.requested_by", equalTo("alex.mann"))
                .body("approval.because", equalTo("the impact is critical"));
        Api.viewer().get("/v1/approvals").then().body("items.id", hasItem(idOf(path)));
        try (EventsOnTopic topic = new EventsOnTopic()) {
            assertThat(topic.of(idOf(path))).isEmpty();
        }

        approve(Api.OPERATOR, path).then().statusCode(409).body("detail", containsString("your own"));
        approve(Api.VIEWER, path).then().statusCode(403);
        Api.operator().post(path + "/publish").then().statusCode(409).body("detail", containsString("/approve"));
        approve(BEN, path).then().statusCode(200).body("version", equalTo(1));

        approve(BEN, path).then().statusCode(409);
        assertThatEachWasToldOnce(List.of(idOf(path)), 1);
        Api.viewer().get("/v1/approvals").then().body("items.id", not(hasItem(idOf(path))));
        Api.operator()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/incidents")
                .then()
                .statusCode(202)
                .body("publication", equalTo("published"))
                .body("approval", nullValue());
        String done = "items.findAll{it.action != 'request.refused'}";
        assertThat(trail(path).getList(done + ".action"))
                .containsExactly("incident.opened", "draft.approved", "draft.created");
        assertThat(trail(path).getList(done + ".actor")).containsExactly("alex.mann", "ben", "alex.mann");
        assertThat(trail(path).getList(done + ".address").getFirst()).isEqualTo("approval");
    }

    @Test
    void what_is_less_grave_is_published_at_once_until_it_becomes_grave() {
        String path = "/v1/incidents/" + Api.open("Slow");
        post(Api.OPERATOR, path + "/updates", "{\"message\":\"m\"}").then().statusCode(201);

        Response worse = post(Api.OPERATOR, path + "/updates", "{\"message\":\"m\",\"impact\":\"critical\"}");

        worse.then().statusCode(202);
        String draft = path + "/updates/" + worse.path("id");
        approve(BEN, draft).then().statusCode(200).body("impact", equalTo("critical"));
        // Even the update that lowers it tells of a critical incident.
        post(Api.OPERATOR, path + "/updates", "{\"message\":\"m\",\"impact\":\"none\"}")
                .then()
                .statusCode(202);
    }

    @Test
    void an_announced_correction_and_a_post_mortem_wait_too_but_nothing_that_tells_nobody() {
        String path = published();
        String update = path + "/updates/" + get(path).getString("updates[0].id");
        Api.operator().body("{\"message\":\"Silent.\"}").patch(update).then().statusCode(200);

        Response correction = Api.operator()
                .body("{\"message\":\"Right.\",\"correction\":\"announce\"}")
                .patch(update);
        correction.then().statusCode(202).body("change", equalTo("correct")).body("body.message", equalTo("Right."));
        assertThat(messagesOf(idOf(path))).containsExactly("Silent.");
        approve(Api.OPERATOR, path + "/updates/" + correction.path("id")).then().statusCode(409);
        approve(BEN, path + "/updates/" + correction.path("id")).then().statusCode(200);
        assertThat(messagesOf(idOf(path))).containsExactly("Right.");

        approve(
                        BEN,
                        path + "/updates/"
                                + post(Api.OPERATOR, path + "/updates", "{\"message\":\"m\",\"status\":\"resolved\"}")
                                        .path("id"))
                .then()
                .statusCode(200);
        write(path, "What happened");
        String waiting = post(Api.OPERATOR, path + "/postmortem/publish", "{}")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        write(path, "Something else");
        approve(BEN, path + "/updates/" + waiting).then().statusCode(412);
        Api.operator().delete(path + "/updates/" + waiting).then().statusCode(204);
        waiting = post(Api.OPERATOR, path + "/postmortem/publish", "{}").path("id");
        approve(BEN, path + "/updates/" + waiting)
                .then()
                .statusCode(200)
                .body("postmortem.title", equalTo("Something else"));
    }

    @Test
    void rescheduling_and_cancelling_a_grave_maintenance_wait_too() {
        String path = "/v1/maintenances/"
                + post(
                                Api.OPERATOR,
                                "/v1/maintenances",
                                "{\"title\":\"Move\",\"message\":\"m\",\"impact\":\"critical\",\"starts_at\":\"2098-08-05T10:00:00Z\","
                                        + "\"ends_at\":\"2098-08-05T16:00:00Z\"}")
                        .path("id");
        approve(BEN, path).then().statusCode(200);

        Response moved =
                Api.operator().body("{\"ends_at\":\"2098-08-05T18:00:00Z\"}").patch(path);
        approve(BEN, path + "/updates/" + moved.then().statusCode(202).extract().path("id"))
                .then()
                .statusCode(200);
        Api.operator().body("{\"title\":\"Relocation\"}").patch(path).then().statusCode(200);
        Response cancelled = post(Api.OPERATOR, path + "/cancel", "{\"message\":\"Not now.\"}");
        cancelled.then().statusCode(202).body("change", equalTo("cancel"));
        approve(BEN, path + "/updates/" + cancelled.path("id"))
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"));
    }

    @Test
    void a_changed_text_needs_the_approval_of_somebody_else_than_who_changed_it() {
        String path = waiting("");
        Api.as(BEN).body("{\"message\":\"Changed.\"}").patch(path).then().body("approval.requested_by", equalTo("ben"));

        approve(BEN, path).then().statusCode(409);
        approve(Api.OPERATOR, path).then().statusCode(200);
    }

    @Test
    void only_what_was_read_is_approved() {
        String path = waiting("");
        String read = versionOf(path);
        patch(path, "{\"message\":\"Changed.\"}");

        post(BEN, path + "/approve", "{}").then().statusCode(428).body("violations[0].field", equalTo("If-Match"));
        approve(BEN, path, "*", "{}").then().statusCode(428);
        approve(BEN, path, read, "{}").then().statusCode(412).header("ETag", equalTo("\"draft-2\""));
        approve(BEN, path, "\"draft-2\"", "{}").then().statusCode(200);
    }

    @Test
    void who_publishes_what_an_alert_wrote_counts_as_its_author() {
        Response hook = post(
                Tokens.token("prometheus", "alerting"),
                "/v1/hooks/alertmanager",
                "{\"version\":\"4\",\"groupKey\":\"" + UUID.randomUUID() + "\",\"status\":\"firing\",\"alerts\":[{"
                        + "\"status\":\"firing\",\"labels\":{\"alertname\":\"Down\"}}]}");
        String path = "/v1/incidents/" + hook.path("draft");
        Api.operator().body("{\"impact\":\"critical\"}").patch(path).then().statusCode(200);

        approve(BEN, path).then().statusCode(409).body("detail", containsString("alert"));
        Api.as(BEN).post(path + "/publish").then().statusCode(202).body("approval.requested_by", equalTo("ben"));
        approve(BEN, path).then().statusCode(409);
    }

    @Test
    void a_scheduled_time_that_passes_without_approval_publishes_nothing() {
        String late = "/v1/incidents/" + scheduled("/v1/incidents", CRITICAL + ",", DAY);
        String approved = "/v1/incidents/" + scheduled("/v1/incidents", CRITICAL + ",", DAY);
        approve(BEN, approved)
                .then()
                .statusCode(202)
                .body("publication", equalTo("scheduled"))
                .body("approval.approved_by", equalTo("ben"));

        time.set(DAY);
        replicas(Duration.ZERO).getFirst().runDue();

        Api.viewer()
                .get(late)
                .then()
                .body("publication", equalTo("draft"))
                .body("publish_error", containsString("approved"));
        assertThatEachWasToldOnce(List.of(idOf(approved)), 1);
        approve(BEN, late).then().statusCode(200);
    }

    @Test
    void the_author_of_what_could_not_be_published_in_time_still_cannot_approve_it() {
        String path = "/v1/incidents/" + Api.open("Grew worse");
        String update = path + "/updates/" + update(path, "{\"message\":\"m\",", DAY);
        Response worse = Api.operator().body("{\"impact\":\"critical\"}").patch(path);
        approve(BEN, path + "/updates/" + worse.path("id")).then().statusCode(200);

        time.set(DAY);
        replicas(Duration.ZERO).getFirst().runDue();

        Api.viewer()
                .get(update)
                .then()
                .body("publish_error", containsString("approved"))
                .body("updated_by", equalTo("alex.mann"));
        assertThat(trail(path).getString("items.find{it.action == 'draft.not_published'}.actor"))
                .isEqualTo("schedule");
        approve(Api.OPERATOR, update).then().statusCode(409).body("detail", containsString("your own"));
        approve(BEN, update).then().statusCode(200);
    }

    @Test
    void an_admin_may_break_the_glass_with_a_reason_which_is_kept() {
        String glass = "{\"break_glass\":\"Nobody else is awake.\"}";
        String path = "/v1/incidents/"
                + post(Api.ADMIN, "/v1/incidents", CRITICAL + "}").path("id");

        approve(BEN, path, versionOf(path), glass)
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("break_glass"));
        approve(Api.ADMIN, path).then().statusCode(409);
        approve(Api.ADMIN, path, versionOf(path), glass).then().statusCode(200);

        assertThat(trail(path).getString("items.find{it.action == 'draft.approved'}.after.reason"))
                .isEqualTo("Nobody else is awake.");
    }

    @Test
    void while_the_recipients_cannot_be_counted_there_may_be_too_many() {
        Approvals.require(Optional.empty(), OptionalLong.of(100));

        post(Api.OPERATOR, "/v1/incidents", "{\"title\":\"t\",\"message\":\"m\",\"impact\":\"minor\"}")
                .then()
                .statusCode(202)
                .body("approval.because", equalTo("the recipients cannot be counted"));
    }

    private static void write(String path, String title) {
        Api.operator()
                .body("{\"title\":\"" + title + "\",\"body\":\"A switch failed.\"}")
                .put(path + "/postmortem")
                .then()
                .statusCode(200);
    }

    private static JsonPath trail(String path) {
        return Api.operator()
                .get("/v1/audit?resource=" + idOf(path))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
