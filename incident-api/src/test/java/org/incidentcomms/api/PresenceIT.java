package org.incidentcomms.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Who else has an incident open: known to operators on every replica, for half a minute. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class PresenceIT {
    private static final String BEN = Tokens.token("ben", "operator");
    private static final String EVE = Tokens.token("eve", "operator");

    @Inject
    DataSource dataSource;

    @Test
    void operators_see_each_other_until_one_is_silent() throws SQLException {
        String id = Api.open("Seen by two");
        seen(BEN, id, false).body("items", empty());
        seen(EVE, id, true).body("items.name", contains("ben")).body("items.writing", contains(false));
        seen(BEN, id, true).body("items.name", contains("eve")).body("items.writing", contains(true));
        seen(BEN, Api.open("Another"), true).body("items", empty());

        try (var connection = dataSource.getConnection();
                var silent = connection.prepareStatement(
                        "update presence set seen_at = seen_at - interval '31 s' where incident_id = ? and name = 'eve'")) {
            silent.setString(1, id);
            silent.executeUpdate();
        }
        seen(BEN, id, true).body("items", empty());
    }

    @Test
    void a_viewer_does_not_see_operators() {
        Api.viewer()
                .body("{\"writing\": false}")
                .put("/v1/incidents/{id}/presence", Api.open("Not for viewers"))
                .then()
                .statusCode(403);
    }

    private static ValidatableResponse seen(String token, String id, boolean writing) {
        return Api.as(token)
                .body("{\"writing\": " + writing + "}")
                .put("/v1/incidents/{id}/presence", id)
                .then()
                .statusCode(200);
    }
}
