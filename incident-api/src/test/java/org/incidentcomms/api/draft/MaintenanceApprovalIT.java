package org.incidentcomms.api.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Optional;
import java.util.OptionalLong;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.preview.FixedRecipients;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an approved maintenance tells customers later, by itself, is not changed by one operator alone. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class MaintenanceApprovalIT extends WithApprovals {
    private static final String WEEKLY = ",\"recurrence\":\"FREQ=WEEKLY;COUNT=3\"";

    @Test
    void new_reminders_with_a_new_text_wait_for_another_operator() {
        String path = approved("");

        Response waiting = change(path, "{\"reminders\":[\"P1D\"],\"reminder_message\":\"Something else.\"}");

        waiting.then().statusCode(202).body("change", equalTo("reschedule"));
        assertThat(get(path).getList("reminders")).isEmpty();
        approve(Api.OPERATOR, path + "/updates/" + waiting.path("id")).then().statusCode(409);
        approve(BEN, path + "/updates/" + waiting.path("id")).then().statusCode(200);
        assertThat(get(path).getString("reminder_message")).isEqualTo("Something else.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reminder_message\":\"Something else.\"}",
                "{\"start_message\":\"Something else.\"}",
                "{\"complete_message\":\"Something else.\"}",
                "{\"reminders\":[\"P2D\",\"PT2H\"]}",
                "{\"auto_start\":true}",
                "{\"title\":\"Something else\"}",
                "{\"title_translations\":{\"de\":\"Etwas anderes\"}}",
                "{\"impact\":\"major\"}"
            })
    void a_change_of_what_is_told_automatically_or_of_its_impact_waits(String change) {
        String path = approved(",\"reminders\":[\"P1D\"]");

        change(path, change).then().statusCode(202);
    }

    @Test
    void a_change_after_which_nothing_else_is_told_automatically_is_done_at_once() {
        String path = approved(",\"reminders\":[\"P1D\"]");

        change(path, "{\"reminders\":[],\"title\":\"Quiet\"}").then().statusCode(200);
    }

    @Test
    void a_silent_correction_of_what_announces_the_next_occurrences_waits() {
        String path = approved(WEEKLY);
        String announcement = path + "/updates/" + get(path).getString("updates[0].id");

        change(announcement, "{\"message\":\"Something else.\"}")
                .then()
                .statusCode(202)
                .body("change", equalTo("correct"));
        change(path, "{\"title\":\"Something else\"}").then().statusCode(202);
        assertThat(get(path).getString("updates[0].message")).isEqualTo("m");
    }

    @Test
    void a_silent_correction_of_what_announces_nothing_else_is_done_at_once() {
        String path = approved(",\"reminders\":[\"P1D\"]");

        change(path + "/updates/" + get(path).getString("updates[0].id"), "{\"message\":\"Right.\"}")
                .then()
                .statusCode(200);
    }

    @Test
    void the_recipients_of_what_is_told_automatically_are_counted() {
        Approvals.require(Optional.empty(), OptionalLong.of(100));
        FixedRecipients.are(1);
        String path = "/v1/maintenances/" + announce("none", "").path("id");
        change(path, "{\"reminders\":[\"P1D\"]}").then().statusCode(200);
        FixedRecipients.are(5000);

        change(path, "{\"reminder_message\":\"Something else.\"}")
                .then()
                .statusCode(202)
                .body("approval.because", equalTo("5000 recipients"));
    }

    private static String approved(String more) {
        String path = "/v1/maintenances/" + announce("critical", more).path("id");
        approve(BEN, path).then().statusCode(200);
        return path;
    }

    private static Response announce(String impact, String more) {
        return post(
                Api.OPERATOR,
                "/v1/maintenances",
                "{\"title\":\"Move\",\"message\":\"m\",\"impact\":\"" + impact
                        + "\",\"starts_at\":\"2098-08-05T10:00:00Z\",\"ends_at\":\"2098-08-05T16:00:00Z\"" + more
                        + "}");
    }

    private static Response change(String path, String body) {
        return Api.operator().body(body).patch(path);
    }
}
