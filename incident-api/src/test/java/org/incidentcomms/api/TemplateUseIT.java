package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Incidents, updates and maintenances that name a template. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class TemplateUseIT {
    @Test
    void an_incident_is_opened_from_a_template_and_what_the_request_says_wins() {
        String web =
                Api.operator().body("{\"name\":\"Web\"}").post("/v1/components").path("id");
        String name = TemplateCalls.name();
        TemplateCalls.add(
                "{\"name\":\"" + name + "\",\"kind\":\"incident\",\"title\":\"{{system}} Temporarily Unavailable\","
                        + "\"message\":\"{{company}}: difficulties with {{system}}. See {{status_page_url}}, {{today}}.\","
                        + "\"headline\":\"{{title}}!\",\"author\":\"{{sign_off}}\",\"impact\":\"major\","
                        + "\"components\":[{\"id\":\"" + web + "\",\"status\":\"partial_outage\"}],"
                        + "\"notify\":{\"twitter\":false},"
                        + "\"texts\":{\"email_subject\":\"{{system}} is down\",\"twitter\":\"{{only_for_x}}\"}}");

        Api.operator()
                .body("{\"template\":\"" + name + "\",\"variables\":{\"system\":\"The {web} app\"},"
                        + "\"impact\":\"critical\",\"notify\":{\"blog\":false},\"texts\":{\"twitter\":null}}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .body("title", equalTo("The {web} app Temporarily Unavailable"))
                .body("impact", equalTo("critical"))
                .body("components[0].status", equalTo("partial_outage"))
                .body("updates[0].headline", equalTo("The {web} app Temporarily Unavailable!"))
                .body(
                        "updates[0].message",
                        matchesPattern("ClickTime: difficulties with The \\{web} app\\. See http://localhost:8083,"
                                + " [A-Z][a-z]+day, [A-Z][a-z]+ \\d+\\."))
                .body("updates[0].author", equalTo("ClickTime Web Operations"))
                .body("updates[0].notify.twitter", equalTo(false))
                .body("updates[0].notify.blog", equalTo(false))
                .body("updates[0].notify.email", equalTo(true))
                .body("updates[0].texts.email_subject", equalTo("The {web} app is down"))
                .body("updates[0].texts.twitter", nullValue());
    }

    @Test
    void a_variable_of_a_field_the_request_has_itself_need_not_be_given() {
        String name = TemplateCalls.name();
        TemplateCalls.add("{\"name\":\"" + name
                + "\",\"kind\":\"incident\",\"impact\":\"minor\",\"title\":\"{{what}}\",\"message\":\"m\"}");

        Api.operator()
                .body("{\"template\":\"" + name + "\",\"title\":\"Mine\"}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .body("title", equalTo("Mine"));
    }

    @Test
    void an_update_knows_the_title_of_what_it_is_about() {
        String name = TemplateCalls.name();
        String template = TemplateCalls.add("{\"name\":\"" + name
                + "\",\"kind\":\"update\",\"status\":\"resolved\",\"message\":\"{{title}} is over. {{thanks}}\"}");
        String id = Api.open("Slow log-in");
        String body = "{\"template\":\"" + template + "\",\"variables\":{\"thanks\":\"Thank you.\"}}";

        Api.operator()
                .body("{\"incident_id\":\"" + id + "\",\"update\":" + body + "}")
                .post("/v1/previews")
                .then()
                .statusCode(200)
                .body("event_type", equalTo("incident.updated"));
        Api.operator()
                .body(body)
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201)
                .body("status", equalTo("resolved"))
                .body("message", equalTo("Slow log-in is over. Thank you."));
    }

    @Test
    void a_maintenance_is_announced_from_a_template() {
        String web =
                Api.operator().body("{\"name\":\"Web\"}").post("/v1/components").path("id");
        String name = TemplateCalls.name();
        TemplateCalls.add("{\"name\":\"" + name
                + "\",\"kind\":\"maintenance\",\"title\":\"{{company}} – Scheduled Maintenance\","
                + "\"message\":\"Maintenance to improve {{what}}.\",\"components\":[{\"id\":\"" + web + "\"}]}");

        Api.operator()
                .body("{\"template\":\"" + name
                        + "\",\"variables\":{\"what\":\"system security\"},\"starts_at\":\"2048-08-05T10:00:00-07:00\","
                        + "\"ends_at\":\"2048-08-05T16:00:00-07:00\"}")
                .post("/v1/maintenances")
                .then()
                .statusCode(201)
                .body("title", equalTo("ClickTime – Scheduled Maintenance"))
                .body("updates[0].message", equalTo("Maintenance to improve system security."))
                .body("components[0].id", equalTo(web));
    }

    @Test
    void missing_and_unknown_variables_are_named_and_so_is_a_wrong_template() {
        String name = TemplateCalls.name();
        TemplateCalls.add("{\"name\":\"" + name
                + "\",\"kind\":\"incident\",\"impact\":\"minor\",\"title\":\"{{a}} {{b}}\",\"message\":\"{{b}}\"}");

        TemplateCalls.open("{\"template\":\"" + name + "\",\"variables\":{\"a\":\"x\",\"c\":\"y\"}}")
                .statusCode(422)
                .body("violations.field", contains("variables.c", "variables.b"));
        TemplateCalls.open("{\"template\":\"" + name + "\",\"variables\":{\"a\":7}}")
                .statusCode(400)
                .body("violations[0].field", equalTo("variables.a"));
        TemplateCalls.open("{\"template\":\"" + name + "\",\"variables\":[]}")
                .statusCode(400)
                .body("violations[0].field", equalTo("variables"));
        TemplateCalls.open("{\"template\":\"no such template\",\"message\":\"m\"}")
                .statusCode(422)
                .body("violations[0].field", equalTo("template"));
        TemplateCalls.open("{\"template\":7}").statusCode(400).body("violations[0].field", equalTo("template"));
        TemplateCalls.open("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"variables\":{\"a\":\"x\"}}")
                .statusCode(422)
                .body("violations[0].field", equalTo("variables"));
        String id = Api.open("Slow log-in");
        Api.operator()
                .body("{\"template\":\"" + name + "\"}")
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("template"));
    }

    @Test
    void lengths_and_lines_are_those_of_what_is_sent() {
        String name = TemplateCalls.name();
        TemplateCalls.add("{\"name\":\"" + name
                + "\",\"kind\":\"incident\",\"impact\":\"minor\",\"title\":\"{{a}}\",\"message\":\"{{b}}{{b}}\"}");

        TemplateCalls.open(
                        "{\"template\":\"" + name + "\",\"variables\":{\"a\":\"" + "x".repeat(201) + "\",\"b\":\"m\"}}")
                .statusCode(422)
                .body("violations.field", contains("title"));
        TemplateCalls.open("{\"template\":\"" + name + "\",\"variables\":{\"a\":\"a\\nBcc: b\",\"b\":\"m\"}}")
                .statusCode(422)
                .body("violations.field", contains("title"));
        TemplateCalls.open("{\"template\":\"" + name + "\",\"variables\":{\"a\":\"a\",\"b\":\"" + "x".repeat(12_501)
                        + "\"}}")
                .statusCode(422)
                .body("violations.field", contains("message"));
        TemplateCalls.open("{\"template\":\"" + name + "\",\"variables\":{\"a\":\"a\",\"b\":\"" + "x".repeat(12_500)
                        + "\"}}")
                .statusCode(201);
    }

    @Test
    void the_same_request_again_gets_the_same_answer_though_the_template_has_changed() {
        String name = TemplateCalls.name();
        String template = TemplateCalls.add("{\"name\":\"" + name
                + "\",\"kind\":\"incident\",\"impact\":\"minor\",\"title\":\"Old\",\"message\":\"m\"}");
        String key = UUID.randomUUID().toString();
        String body = "{\"template\":\"" + name + "\"}";
        Response first =
                Api.operator().header("Idempotency-Key", key).body(body).post("/v1/incidents");
        Api.operator()
                .body("{\"title\":\"New\"}")
                .patch("/v1/templates/{id}", template)
                .then()
                .statusCode(200);

        Response second =
                Api.operator().header("Idempotency-Key", key).body(body).post("/v1/incidents");

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.<String>path("id")).isEqualTo(first.path("id"));
        assertThat(second.<String>path("title")).isEqualTo("Old");
    }
}
