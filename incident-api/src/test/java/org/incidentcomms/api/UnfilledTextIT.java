package org.incidentcomms.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A blank of a template reaches no customer, whichever field it is in, now or automatically. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class UnfilledTextIT {
    private static final String WORK =
            "{\"title\":\"Work\",\"message\":\"m\",\"starts_at\":\"2048-08-05T10:00:00Z\",\"ends_at\":\"2048-08-05T16:00:00Z\"";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "message | \"ends_at\":\"2048-08-05T18:00:00Z\",\"message\":\"{{x}}\"",
                "headline | \"ends_at\":\"2048-08-05T18:00:00Z\",\"headline\":\"{{x}}\"",
                "texts.twitter | \"ends_at\":\"2048-08-05T18:00:00Z\",\"texts\":{\"twitter\":\"{{x}}\"}",
                "title | \"title\":\"{{x}}\"",
                "title_translations.de | \"title_translations\":{\"de\":\"{{x}}\"}",
                "start_message | \"start_message\":\"{{x}}\"",
                "complete_message | \"complete_message\":\"{{x}}\"",
                "reminder_message | \"reminder_message\":\"{{x}}\""
            })
    void a_change_of_a_maintenance_is_refused(String field, String change) {
        String path = "/v1/maintenances/" + post("/v1/maintenances", WORK + "}").path("id");

        names(Api.operator().body("{" + change + "}").patch(path), field);

        Api.viewer().get(path).then().body("version", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"start_message", "complete_message", "reminder_message"})
    void an_automatic_text_is_refused_when_it_is_announced(String field) {
        names(post("/v1/maintenances", WORK + ",\"" + field + "\":\"{{x}}\"}"), field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST ", "POST /updates", "PATCH ", "PATCH /updates/first"})
    void a_scope_is_refused(String call) {
        String path = "/v1/incidents/" + Api.open("Scope");
        String scope = "\"scope\":\"{{x}}\"";
        String first = path + "/updates/" + Api.viewer().get(path).path("updates[0].id");

        names(
                switch (call) {
                    case "POST " ->
                        post("/v1/incidents", "{\"title\":\"t\",\"message\":\"m\",\"impact\":\"minor\"," + scope + "}");
                    case "POST /updates" -> post(path + "/updates", "{\"message\":\"m\"," + scope + "}");
                    case "PATCH " -> Api.operator().body("{" + scope + "}").patch(path);
                    default -> Api.operator().body("{" + scope + "}").patch(first);
                },
                "scope");
    }

    private static Response post(String path, String body) {
        return Api.operator().body(body).post(path);
    }

    private static void names(Response answer, String field) {
        answer.then()
                .statusCode(422)
                .body("violations[0].field", equalTo(field))
                .body("violations[0].message", containsString("{{x}}"));
    }
}
