package org.incidentcomms.api.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Maintenances listed by the time in which they take place. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class MaintenanceCalendarIT {
    @Test
    void a_calendar_shows_what_has_a_part_in_it_soonest_first() {
        String early = MaintenanceCalls.announce(day(1, 22), day(2, 2), List.of(), "");
        String late = MaintenanceCalls.announce(day(20, 10), day(20, 16), List.of(), "");
        String middle = MaintenanceCalls.announce(day(10, 10), day(10, 16), List.of(), "\"reminders\":[\"P1D\"]");
        String after = MaintenanceCalls.announce(day(25, 10), day(25, 16), List.of(), "");
        Api.operator().post("/v1/maintenances/{id}/cancel", late).then().statusCode(200);

        String january = "/v1/maintenances?from=2051-01-02T00:00:00Z&to=2051-01-25T10:00:00Z";
        Api.viewer()
                .get(january)
                .then()
                .statusCode(200)
                .body("items.id", contains(early, middle, late))
                .body("items[1].reminders", contains("P1D"))
                .body("items[1].schedule", hasSize(1))
                .body("items[1].latest_update.status", equalTo("scheduled"));
        Api.viewer().get(january + "&status=upcoming").then().body("items.id", contains(early, middle));
        Api.viewer().get(january + "&status=past").then().body("items.id", contains(late));
        String cursor = Api.viewer().get(january + "&limit=2").path("next_cursor");
        Api.viewer().get(january + "&limit=2&cursor=" + cursor).then().body("items.id", contains(late));
        Api.viewer()
                .get("/v1/maintenances?status=upcoming&limit=200")
                .then()
                .body("items.id", hasItem(after))
                .body("items.id", not(hasItem(late)));
        assertThat(List.of(early, middle, after))
                .allSatisfy(id -> assertThat(Api.viewer()
                                .get("/v1/maintenances?status=active")
                                .<List<String>>path("items.id"))
                        .doesNotContain(id));
    }

    @Test
    void a_calendar_that_makes_no_sense_is_refused() {
        refused("status=soon", "status");
        refused("from=yesterday", "from");
        refused("from=2051-01-25T10:00:00Z&to=2051-01-02T00:00:00Z", "to");
    }

    private static void refused(String query, String field) {
        Api.viewer()
                .get("/v1/maintenances?" + query)
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo(field));
    }

    private static Instant day(int day, int hour) {
        return Instant.parse("2051-01-%02dT%02d:00:00Z".formatted(day, hour));
    }
}
