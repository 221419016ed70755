package org.incidentcomms.api.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The impact decides what must be approved, so one operator alone does not change it across that line. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ImpactApprovalIT extends WithApprovals {
    @ParameterizedTest
    @CsvSource({"minor,critical", "critical,minor"})
    void a_silent_change_of_the_impact_into_or_out_of_what_must_be_approved_waits(String before, String after) {
        String path = before.equals("critical") ? published() : "/v1/incidents/" + Api.open("Slow");

        Response waiting = Api.operator().body("{\"impact\":\"" + after + "\"}").patch(path);

        waiting.then()
                .statusCode(202)
                .body("change", equalTo("edit"))
                .body("approval.because", equalTo("the impact is critical"));
        assertThat(get(path).getString("impact")).isEqualTo(before);
        String change = path + "/updates/" + waiting.path("id");
        approve(Api.OPERATOR, change).then().statusCode(409);
        approve(BEN, change).then().statusCode(200).body("impact", equalTo(after));
    }

    @Test
    void a_silent_change_of_a_grave_incident_that_leaves_its_impact_is_done_at_once() {
        String path = published();

        patch(path, "{\"title\":\"Still down\",\"scope\":\"Some customers\"}");
        patch("/v1/incidents/" + Api.open("Slow"), "{\"impact\":\"major\"}");

        assertThat(get(path).getString("title")).isEqualTo("Still down");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"impact\":\"critical\"}"})
    void a_patch_of_a_grave_incident_that_changes_nothing_needs_no_approval(String patch) {
        Api.operator().body(patch).patch(published()).then().statusCode(200).body("version", equalTo(1));
    }

    @Test
    void a_change_of_the_impact_is_refused_once_the_incident_has_changed() {
        String path = "/v1/incidents/" + Api.open("Slow");
        Response waiting = Api.operator().body("{\"impact\":\"critical\"}").patch(path);
        patch(path, "{\"title\":\"Slower\"}");

        approve(BEN, path + "/updates/" + waiting.path("id")).then().statusCode(412);
        assertThat(get(path).getString("impact")).isEqualTo("minor");
    }
}
