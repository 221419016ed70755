package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts written beforehand, from the call that keeps them to what is told with them. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class TemplatesIT {

    @Test
    void a_template_is_added_found_changed_and_deleted() {
        String name = name();
        String id = add("{\"name\":\"" + name + "\",\"kind\":\"incident\",\"title\":\"{{system}} is {{how}}\","
                + "\"message\":\"{{how}} since {{time}}\",\"texts\":{\"twitter\":\"{{short}}\"}}");
        Api.operator()
                .get("/v1/templates/{id}", id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("variables", contains("system", "how", "short"))
                .body("name", equalTo(name));
        Api.operator()
                .get("/v1/templates?kind=incident&limit=200")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(id));
        Api.operator().get("/v1/templates?kind=update&limit=200").then().body("items.id", not(hasItem(id)));
        Api.operator()
                .header("If-Match", "\"1\"")
                .body("{\"texts\":null,\"author\":\"Alex Mann\"}")
                .patch("/v1/templates/{id}", id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("variables", contains("system", "how"))
                .body("author", equalTo("Alex Mann"));
        Api.operator()
                .header("If-Match", "\"1\"")
                .body("{\"author\":\"x\"}")
                .patch("/v1/templates/{id}", id)
                .then()
                .statusCode(412);
        Api.operator()
                .header("If-Match", "\"1\"")
                .delete("/v1/templates/{id}", id)
                .then()
                .statusCode(412);
        Api.operator().delete("/v1/templates/{id}", id).then().statusCode(204);
        Api.operator().get("/v1/templates/{id}", id).then().statusCode(404);
        Api.operator()
                .get("/v1/audit?resource=" + id)
                .then()
                .body("items.action", hasItems("template.deleted", "template.changed", "template.added"));
    }

    @Test
    void a_name_is_given_once_whatever_the_case_of_its_letters() {
        String name = name();
        String first = add("{\"name\":\"" + name + "\",\"kind\":\"update\",\"message\":\"m\"}");
        String second = add("{\"name\":\"" + name + " 2\",\"kind\":\"update\",\"message\":\"m\"}");

        Api.operator()
                .body("{\"name\":\"" + name.toUpperCase(java.util.Locale.ROOT) + "\",\"kind\":\"update\"}")
                .post("/v1/templates")
                .then()
                .statusCode(409)
                .body("violations[0].field", equalTo("name"))
                .body("violations[0].message", containsString(first));
        Api.operator()
                .body("{\"name\":\"" + name + "\"}")
                .patch("/v1/templates/{id}", second)
                .then()
                .statusCode(409);
        Api.operator()
                .body("{\"name\":\"" + name.toUpperCase(java.util.Locale.ROOT) + "\"}")
                .patch("/v1/templates/{id}", first)
                .then()
                .statusCode(200);
    }

    @Test
    void an_incident_is_opened_from_a_template_and_what_the_request_says_wins() {
        String web =
                Api.operator().body("{\"name\":\"Web\"}").post("/v1/components").path("id");
        String name = name();
        add("{\"name\":\"" + name + "\",\"kind\":\"incident\",\"title\":\"{{system}} Temporarily Unavailable\","
                + "\"message\":\"{{company}}: difficulties with {{system}}. See {{status_page_url}}, {{today}}.\","
                + "\"headline\":\"{{title}}!\",\"author\":\"{{sign_off}}\",\"impact\":\"major\","
                + "\"components\":[{\"id\":\"" + web + "\",\"status\":\"partial_outage\"}],"
                + "\"notify\":{\"twitter\":false},"
                + "\"texts\":{\"email_subject\":\"{{system}} is down\",\"twitter\":\"{{only_for_x}}\"}}");

        Api.operator()
                .body("{\"template\":\"" + name + "\",\"variables\":{\"system\":\"The {{web}} app\"},"
                        + "\"impact\":\"critical\",\"notify\":{\"blog\":false},\"texts\":{\"twitter\":null}}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .body("title", equalTo("The {{web}} app Temporarily Unavailable"))
                .body("impact", equalTo("critical"))
                .body("components[0].status", equalTo("partial_outage"))
                .body("updates[0].headline", equalTo("The {{web}} app Temporarily Unavailable!"))
                .body(
                        "updates[0].message",
                        matchesPattern("ClickTime: difficulties with The \\{\\{web}} app\\. See http://localhost:8083,"
                                + " [A-Z][a-z]+day, [A-Z][a-z]+ \\d+\\."))
                .body("updates[0].author", equalTo("ClickTime Web Operations"))
                .body("updates[0].notify.twitter", equalTo(false))
                .body("updates[0].notify.blog", equalTo(false))
                .body("updates[0].notify.email", equalTo(true))
                .body("updates[0].texts.email_subject", equalTo("The {{web}} app is down"))
                .body("updates[0].texts.twitter", nullValue());
    }

    @Test
    void a_variable_of_a_field_the_request_has_itself_need_not_be_given() {
        String name = name();
        add("{\"name\":\"" + name + "\",\"kind\":\"incident\",\"title\":\"{{what}}\",\"message\":\"m\"}");

        Api.operator()
                .body("{\"template\":\"" + name + "\",\"title\":\"Mine\"}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .body("title", equalTo("Mine"));
    }

    @Test
    void an_update_knows_the_title_of_what_it_is_about() {
        String name = name();
        String template = add("{\"name\":\"" + name
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
        String name = name();
        add("{\"name\":\"" + name + "\",\"kind\":\"maintenance\",\"title\":\"{{company}} – Scheduled Maintenance\","
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
        String name = name();
        add("{\"name\":\"" + name + "\",\"kind\":\"incident\",\"title\":\"{{a}} {{b}}\",\"message\":\"{{b}}\"}");

        open("{\"template\":\"" + name + "\",\"variables\":{\"a\":\"x\",\"c\":\"y\"}}")
                .statusCode(422)
                .body("violations.field", contains("variables.c", "variables.b"));
        open("{\"template\":\"" + name + "\",\"variables\":{\"a\":7}}")
                .statusCode(400)
                .body("violations[0].field", equalTo("variables.a"));
        open("{\"template\":\"" + name + "\",\"variables\":[]}")
                .statusCode(400)
                .body("violations[0].field", equalTo("variables"));
        open("{\"template\":\"no such template\",\"message\":\"m\"}")
                .statusCode(422)
                .body("violations[0].field", equalTo("template"));
        open("{\"template\":7}").statusCode(400).body("violations[0].field", equalTo("template"));
        open("{\"title\":\"t\",\"message\":\"m\",\"variables\":{\"a\":\"x\"}}")
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
        String name = name();
        add("{\"name\":\"" + name + "\",\"kind\":\"incident\",\"title\":\"{{a}}\",\"message\":\"{{b}}{{b}}\"}");

        open("{\"template\":\"" + name + "\",\"variables\":{\"a\":\"" + "x".repeat(201) + "\",\"b\":\"m\"}}")
                .statusCode(422)
                .body("violations.field", contains("title"));
        open("{\"template\":\"" + name + "\",\"variables\":{\"a\":\"a\\nBcc: b\",\"b\":\"m\"}}")
                .statusCode(422)
                .body("violations.field", contains("title"));
        open("{\"template\":\"" + name + "\",\"variables\":{\"a\":\"a\",\"b\":\"" + "x".repeat(12_501) + "\"}}")
                .statusCode(422)
                .body("violations.field", contains("message"));
        open("{\"template\":\"" + name + "\",\"variables\":{\"a\":\"a\",\"b\":\"" + "x".repeat(12_500) + "\"}}")
                .statusCode(201);
    }

    @Test
    void the_same_request_again_gets_the_same_answer_though_the_template_has_changed() {
        String name = name();
        String template = add("{\"name\":\"" + name + "\",\"kind\":\"incident\",\"title\":\"Old\",\"message\":\"m\"}");
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"kind\":\"incident\"}|422|name",
                "{\"name\":\"n\"}|422|kind",
                "{\"name\":\"n\",\"kind\":\"poem\"}|422|kind",
                "{\"name\":\"n\",\"kind\":\"incident\",\"message\":\"{{A}}\"}|422|message",
                "{\"name\":\"n\",\"kind\":\"incident\",\"texts\":{\"twitter\":\"{{a\"}}|422|texts.twitter",
                "{\"name\":\"n\",\"kind\":\"incident\",\"title\":\"{{title}}\"}|422|title",
                "{\"name\":\"n\",\"kind\":\"incident\",\"status\":\"completed\"}|422|status",
                "{\"name\":\"n\",\"kind\":\"incident\",\"components\":[{\"id\":\"x\"}]}|422|components[0].status",
                "{\"name\":\"n\",\"kind\":\"update\",\"title\":\"t\"}|422|title",
                "{\"name\":\"n\",\"kind\":\"update\",\"status\":\"cancelled\"}|422|status",
                "{\"name\":\"n\",\"kind\":\"maintenance\",\"status\":\"scheduled\"}|422|status",
                "{\"name\":\"n\",\"kind\":\"maintenance\",\"components\":[{\"id\":\"x\",\"status\":\"operational\"}]}|422|components[0].status",
                "{\"name\":\"n\",\"kind\":\"incident\",\"colour\":\"red\"}|422|colour"
            })
    void a_bad_template_is_refused_and_the_field_named(String body, int status, String field) {
        Api.operator()
                .body(body)
                .post("/v1/templates")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("violations.field", hasItem(field));
    }

    @Test
    void viewers_may_look_at_templates_only() {
        Api.viewer().get("/v1/templates").then().statusCode(200);
        Api.viewer().body("{}").post("/v1/templates").then().statusCode(403);
        Api.operator().get("/v1/templates?kind=poem").then().statusCode(422);
    }

    @Test
    void the_documentation_says_that_a_template_may_bring_what_is_needed() {
        List<String> required = Api.operator()
                .accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("components.schemas.OpenIncident.properties.template.type", hasItem("string"))
                .body("components.schemas.AnnounceMaintenance.required", hasItem("starts_at"))
                .extract()
                .path("components.schemas.OpenIncident.anyOf.required.flatten()");
        assertThat(required).contains("title", "message", "template");
    }

    private static ValidatableResponse open(String body) {
        return Api.operator().body(body).post("/v1/incidents").then();
    }

    private static String name() {
        return "Template " + UUID.randomUUID();
    }

    private static String add(String body) {
        return Api.operator()
                .body(body)
                .post("/v1/templates")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("id", startsWith("tpl_"))
                .extract()
                .path("id");
    }
}
