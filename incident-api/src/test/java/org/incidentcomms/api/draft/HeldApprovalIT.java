package org.incidentcomms.api.draft;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.incidentcomms.api.Api;
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

    private static Response held(String path, String body) {
        Response held = post(Api.OPERATOR, path + "/updates", body + LONG);
        held.then().statusCode(202).body("held", equalTo("undo"));
        return held;
    }
}
