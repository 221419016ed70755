package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts written beforehand: the calls that keep them. */
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
        String name = TemplateCalls.name();
        String id = TemplateCalls.add(
                "{\"name\":\"" + name + "\",\"kind\":\"incident\",\"title\":\"{{system}} is {{how}}\","
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
        String name = TemplateCalls.name();
        String first = TemplateCalls.add("{\"name\":\"" + name + "\",\"kind\":\"update\",\"message\":\"m\"}");
        String second = TemplateCalls.add("{\"name\":\"" + name + " 2\",\"kind\":\"update\",\"message\":\"m\"}");

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
}
