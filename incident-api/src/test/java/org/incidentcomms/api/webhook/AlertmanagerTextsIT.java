package org.incidentcomms.api.webhook;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** The words that drafts of alerts get, from a template or from the alerts. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class AlertmanagerTextsIT extends AlertmanagerFixture {
    @Test
    void a_template_makes_the_words_and_labels_are_its_variables() {
        String name = "Probe " + group;
        Api.operator()
                .body("{\"name\":\"" + name
                        + "\",\"kind\":\"incident\",\"impact\":\"major\",\"title\":\"{{job}} fails\","
                        + "\"message\":\"{{instance}} ({{severity}}, {{region}}) since {{summary}}\"}")
                .post("/v1/templates")
                .then()
                .statusCode(201);

        String draft = Api.as(MACHINE)
                .queryParam("template", name)
                .body(body("firing"))
                .post(HOOK)
                .then()
                .statusCode(202)
                .extract()
                .path("draft");

        Api.viewer()
                .get("/v1/incidents/" + draft)
                .then()
                .body("title", equalTo("http_checks fails"))
                .body("impact", equalTo("major"))
                .body(
                        "message",
                        equalTo("https://server.example.org (critical, [region]) since BlackBox Probe Failure:"
                                + " https://server.example.org"));
    }

    @Test
    void a_template_that_is_not_there_is_named() {
        Api.as(MACHINE)
                .queryParam("template", "Nowhere")
                .body(body("firing"))
                .post(HOOK)
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("template"));
        fires().statusCode(202);
    }

    @Test
    void control_characters_and_endless_texts_do_no_harm() throws IOException {
        ObjectNode notice = (ObjectNode) new ObjectMapper().readTree(body("firing"));
        String odd = "a\u0000b\u001b[31m\r\nBcc: c\u2028\ud800";
        notice.put("groupKey", group + odd);
        notice.withObject("commonAnnotations").put("summary", odd).put("description", odd + "d".repeat(30_000));
        notice.withObject("commonLabels").put("alertname", odd).put("a\u0000\r\nb", odd);

        // UTF-8 has no half a surrogate pair; an escape has.
        String body = notice.toString().replace("\ud800", "\\ud800");
        String draft = take(body).statusCode(202).extract().path("draft");

        Api.viewer()
                .get("/v1/incidents/" + draft)
                .then()
                .body("title", equalTo("a b [31m Bcc: c"))
                .body("message", containsString("a b [31m\nBcc: c"));
        Api.operator().post("/v1/incidents/" + draft + "/publish").then().statusCode(200);
    }

    @Test
    void alerts_that_share_no_text_are_all_told() throws IOException {
        ObjectNode notice = (ObjectNode) new ObjectMapper().readTree(body("firing"));
        notice.withObject("commonAnnotations").removeAll();
        var alerts = notice.putArray("alerts");
        for (int i = 0; i < 12; i++) {
            alerts.addObject()
                    .put("status", i == 0 ? "resolved" : "firing")
                    .putObject("annotations")
                    .put("description", "Server " + i + " is down.");
        }

        String draft = take(notice.toString()).statusCode(202).extract().path("draft");

        Api.viewer()
                .get("/v1/incidents/" + draft)
                .then()
                .body("title", equalTo("ProbeFailure"))
                .body("message", containsString("Server 1 is down.\n\nServer 2 is down."))
                .body("message", containsString("and 1 more"))
                .body("message", not(containsString("Server 0 ")));
    }

    @Test
    void what_is_no_webhook_is_refused_and_the_field_named() {
        take(body("firing").replace("\"version\": \"4\"", "\"version\": \"5\""))
                .statusCode(422)
                .body("violations[0].field", equalTo("version"));
        take(body("firing").replace("\"groupKey\"", "\"group_key\""))
                .statusCode(422)
                .body("violations[0].field", equalTo("groupKey"));
        take(body("smouldering")).statusCode(422).body("violations[0].field", equalTo("status"));
        take("{").statusCode(400);
        take("{\"version\":\"4\",\"groupKey\":\"" + "k".repeat(1_400_000) + "\"}")
                .statusCode(413)
                .contentType("application/problem+json");
    }
}
