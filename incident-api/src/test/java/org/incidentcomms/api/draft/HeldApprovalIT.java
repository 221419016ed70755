package org.incidentcomms.api.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.preview.FixedRecipients;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Updates that are held so that they can be taken back, while approvals are required. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class HeldApprovalIT extends WithApprovals {
    /** Long enough that the service's own scheduler does not come before the test's. */
    private static final String LONG = ",\"publish_after\":\"PT10M\"}";

    @Test
    void a_held_update_that_needs_no_approval_is_published_by_hand() {
        String path = "/v1/incidents/" + Api.open("Held, then at once");
        String update =
                path + "/updates/" + held(path, "{\"message\":\"At once.\"").path("id");

        post(Api.OPERATOR, update + "/publish", "").then().statusCode(200).body("publication", equalTo("published"));

        assertThatEachWasToldOnce(List.of(idOf(path)), 2);
    }

    @Test
    void a_held_update_is_not_changed_to_reach_more_people_than_were_counted() {
        Approvals.require(Optional.empty(), OptionalLong.of(100));
        FixedRecipients.are(1);
        String path = "/v1/incidents/" + Api.open("Held, then widened");
        Response held = held(path, "{\"message\":\"To few.\",\"notify\":{\"email\":false}");
        String update = path + "/updates/" + held.path("id");
        FixedRecipients.are(5000);

        Api.operator()
                .body("{\"message\":\"To many.\",\"notify\":{\"email\":true}}")
                .patch(update)
                .then()
                .statusCode(409)
                .body("detail", containsString("PATCH " + update + " with publication: draft"));

        time.set(Instant.parse(held.path("publish_at")));
        assertThat(replicas(Duration.ZERO).getFirst().runDue()).isEqualTo(1);
        assertThat(messagesOf(idOf(path))).containsExactly("We are looking into it.", "To few.");
    }

    @Test
    void a_held_update_that_is_made_a_draft_and_widened_needs_the_approval_of_any_draft() {
        Approvals.require(Optional.empty(), OptionalLong.of(100));
        FixedRecipients.are(1);
        String path = "/v1/incidents/" + Api.open("Held, then a draft");
        String update =
                path + "/updates/" + held(path, "{\"message\":\"To few.\"").path("id");
        FixedRecipients.are(5000);

        patch(update, "{\"message\":\"To many.\",\"publication\":\"draft\"}");

        post(Api.OPERATOR, update + "/publish", "")
                .then()
                .statusCode(202)
                .body("approval.because", equalTo("5000 recipients"));
        assertThat(messagesOf(idOf(path))).containsExactly("We are looking into it.");
    }

    private static Response held(String path, String body) {
        Response held = post(Api.OPERATOR, path + "/updates", body + LONG);
        held.then().statusCode(202).body("held", equalTo("undo"));
        return held;
    }
}
