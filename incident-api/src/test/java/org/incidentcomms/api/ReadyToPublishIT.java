package org.incidentcomms.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** What is not published as it is: an incident that does not say how bad it is, and a text with a blank. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
@WithTestResource(EchoingNotifiers.class)
class ReadyToPublishIT {
    private static final String BARE = "{\"title\":\"t\",\"message\":\"m\"";
    private static final String SOON = ",\"publication\":\"scheduled\",\"publish_at\":\""
            + java.time.Instant.now().plusSeconds(86_400) + "\"";

    @Test
    void an_incident_without_impact_and_components_is_not_published() {
        asksForImpact(open(BARE + "}"));
        asksForImpact(open(BARE + SOON + "}"));
        Api.preview(BARE + "}").statusCode(422).body("violations[0].field", equalTo("impact"));

        open(BARE + ",\"impact\":\"none\"}").statusCode(201);
        String web = Api.addComponent("{\"name\":\"Web\"}");
        open(BARE + ",\"components\":[{\"id\":\"" + web + "\",\"status\":\"partial_outage\"}]}")
                .statusCode(201)
                .body("impact", equalTo("major"));
    }

    @Test
    void a_draft_may_lack_it_until_it_is_published() {
        String id = Api.draft(BARE + ",\"publication\":\"draft\"}");

        asksForImpact(publish(id));
        Api.operator()
                .body("{\"impact\":\"major\"}")
                .patch("/v1/incidents/{id}", id)
                .then()
                .statusCode(200);
        publish(id).statusCode(200).body("impact", equalTo("major"));
    }

    @Test
    void what_an_alert_wrote_and_maintenances_go_on_without_it() {
        String id = Api.as(Tokens.token("prometheus", "alerting"))
                .body("{\"version\":\"4\",\"groupKey\":\"" + UUID.randomUUID() + "\",\"status\":\"firing\","
                        + "\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"ProbeFailure\"}}]}")
                .post("/v1/hooks/alertmanager")
                .then()
                .statusCode(202)
                .extract()
                .path("draft");
        Api.viewer().get("/v1/incidents/{id}", id).then().body("by_alert", equalTo(true));
        publish(id).statusCode(200).body("impact", equalTo("minor"));

        Api.operator()
                .body(BARE + ",\"starts_at\":\"2048-08-05T10:00:00Z\",\"ends_at\":\"2048-08-05T16:00:00Z\"}")
                .post("/v1/maintenances")
                .then()
                .statusCode(201);
    }

    @Test
    void a_text_with_a_blank_is_kept_as_a_draft_and_published_nowhere() {
        Api.operator()
                .body("{\"name\":\"" + UUID.randomUUID()
                        + "\",\"kind\":\"update\",\"message\":\"[The Cause] is gone.\","
                        + "\"blanks\":[\"The Cause\"]}")
                .post("/v1/templates")
                .then()
                .statusCode(201)
                .body("blanks[0]", equalTo("The Cause"));
        String blank =
                ",\"impact\":\"minor\",\"message\":\"Because of [the cause], see [it](https://status.example).\"";
        names(open("{\"title\":\"t\"" + blank + "}"), "message", "[the cause]");
        names(open("{\"title\":\"t\"" + blank + SOON + "}"), "message", "[the cause]");
        names(open("{\"title\":\"{{system}} is down\",\"message\":\"m\",\"impact\":\"minor\"}"), "title", "{{system}}");
        names(open(BARE + ",\"impact\":\"minor\",\"texts\":{\"twitter\":\"{{ x }}\"}}"), "texts.twitter", "{{ x }}");

        String draft = Api.draft("{\"title\":\"t\"" + blank + ",\"publication\":\"draft\"}");
        names(publish(draft), "message", "[the cause]");
        String id = Api.open("Slow");
        names(update(id, "{\"message\":\"It was {{cause}}.\"}"), "message", "{{cause}}");
        String first = Api.viewer().get("/v1/incidents/{id}", id).path("updates[0].id");
        names(
                Api.operator()
                        .body("{\"message\":\"It was [the cause].\"}")
                        .patch("/v1/incidents/{id}/updates/{update}", id, first)
                        .then(),
                "message",
                "[the cause]");
        update(id, "{\"status\":\"resolved\",\"message\":\"Over.\"}").statusCode(201);
        PostmortemCalls.write(id, "{\"title\":\"What happened\",\"body\":\"## Why\\n\\n[the cause]\"}")
                .statusCode(200);
        names(PostmortemCalls.publish(id), "body", "[the cause]");
    }

    @Test
    void a_template_declares_only_blanks_it_has() {
        Api.operator()
                .body("{\"name\":\"" + UUID.randomUUID()
                        + "\",\"kind\":\"update\",\"message\":\"m\",\"blanks\":[\"cause\"]}")
                .post("/v1/templates")
                .then()
                .statusCode(422)
                .body("violations.field", hasItem("blanks[0]"));
    }

    private static void asksForImpact(ValidatableResponse answer) {
        answer.statusCode(422)
                .body("violations[0].field", equalTo("impact"))
                .body("violations[0].message", containsString("components"));
    }

    private static void names(ValidatableResponse answer, String field, String blank) {
        answer.statusCode(422)
                .body("violations[0].field", equalTo(field))
                .body("violations[0].message", containsString(blank));
    }

    private static ValidatableResponse open(String body) {
        return Api.operator().body(body).post("/v1/incidents").then();
    }

    private static ValidatableResponse publish(String id) {
        return Api.operator().post("/v1/incidents/{id}/publish", id).then();
    }

    private static ValidatableResponse update(String id, String body) {
        return Api.operator().body(body).post("/v1/incidents/{id}/updates", id).then();
    }
}
