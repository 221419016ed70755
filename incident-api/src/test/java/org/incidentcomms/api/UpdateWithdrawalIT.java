package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** A single update that was published by mistake is taken back. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class UpdateWithdrawalIT {
    @Inject
    DataSource dataSource;

    @Test
    void what_an_update_said_is_planned_no_more_neither_here_nor_in_the_series() throws SQLException {
        String body = "{\"title\":\"Series of secrets\",\"message\":\"m\",\"starts_at\":\"2098-09-05T10:00:00Z\","
                + "\"ends_at\":\"2098-09-05T16:00:00Z\",\"recurrence\":\"FREQ=WEEKLY\",\"auto_start\":true,"
                + "\"start_message\":\"Planned blunder.\\r\\n\",\"complete_message\":\"Planned blunder two.\","
                + "\"reminder_message\":\"Soon.\"}";
        String id = WithdrawalCalls.withKey("blunder")
                .body(body)
                .post("/v1/maintenances")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String path = "/v1/maintenances/" + id;
        String sibling = siblingOf(id);
        String late =
                "{\"status\":\"in_progress\",\"message\":\"Planned blunder.\\n\\nThis notice is late: it was due.\"}";
        String start = Api.operator().body(late).post(path + "/updates").path("id");
        String end = WithdrawalCalls.update(path, "{\"message\":\"Planned blunder two.\"}");
        Api.operator()
                .body("{\"message\":\"Better.\",\"correction\":\"announce\"}")
                .patch(path + "/updates/" + end)
                .then()
                .statusCode(200);
        WithdrawalCalls.awaitOnTopic(id, 4);

        WithdrawalCalls.withdraw(path + "/updates/" + start).then().statusCode(200);
        for (String one : List.of(id, sibling)) {
            Api.viewer()
                    .get("/v1/maintenances/" + one)
                    .then()
                    .body("start_message", nullValue())
                    .body("complete_message", equalTo("Planned blunder two."))
                    .body("reminder_message", equalTo("Soon."))
                    .body("auto_start", equalTo(true));
        }
        WithdrawalCalls.withKey("blunder")
                .body(body)
                .post("/v1/maintenances")
                .then()
                .statusCode(410);

        WithdrawalCalls.awaitOnTopic(id, 5);
        WithdrawalCalls.withdraw(path + "/updates/" + end).then().statusCode(200);
        assertThat(StoredText.tablesWith(dataSource, "Planned blunder")).isEmpty();
        Api.viewer()
                .get("/v1/maintenances/" + sibling)
                .then()
                .body("complete_message", nullValue())
                .body("reminder_message", equalTo("Soon."));
        for (String one : List.of(id, sibling)) {
            WithdrawalCalls.withdraw("/v1/maintenances/" + one).then().statusCode(200);
        }
    }

    /** Another occurrence of its series, with its plan. */
    private String siblingOf(String id) throws SQLException {
        String sibling = Api.operator()
                .body("{\"title\":\"Sibling\",\"message\":\"m\",\"starts_at\":\"2098-09-12T10:00:00Z\","
                        + "\"ends_at\":\"2098-09-12T16:00:00Z\"}")
                .post("/v1/maintenances")
                .path("id");
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("""
                        update maintenance_plan p set series_id = o.series_id, document = o.document
                        from maintenance_plan o where p.maintenance_id = ? and o.maintenance_id = ?""")) {
            statement.setString(1, sibling);
            statement.setString(2, id);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
        return sibling;
    }

    @Test
    void one_update_can_be_taken_back_and_what_is_on_its_way_is_stopped() throws SQLException {
        String id = Api.open("One too many");
        String path = "/v1/incidents/" + id;
        String wrong = WithdrawalCalls.withKey("blurt")
                .body("{\"status\":\"resolved\",\"message\":\"Blurted out.\"}")
                .post(path + "/updates")
                .path("id");
        WithdrawalCalls.update(path, "{\"status\":\"monitoring\",\"message\":\"We watch.\"}");
        String last = WithdrawalCalls.update(path, "{\"status\":\"resolved\",\"message\":\"Blurted twice.\"}");
        WithdrawalCalls.awaitOnTopic(id, 4);

        WithdrawalCalls.withdraw(path + "/updates/" + wrong)
                .then()
                .statusCode(200)
                .header("ETag", "\"5\"")
                .body("update_id", equalTo(wrong));
        WithdrawalCalls.awaitOnTopic(id, 5);
        WithdrawalCalls.withdraw(path + "/updates/" + last).then().statusCode(200);

        assertThat(StoredText.tablesWith(dataSource, "Blurted")).isEmpty();
        Api.viewer()
                .get(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"6\"")
                .body("updates", hasSize(2))
                .body("status", equalTo("monitoring"))
                .body("resolved_at", nullValue());
        Api.viewer().get(path + "/updates/" + wrong).then().statusCode(404);
        Api.viewer().get(path + "/deliveries").then().body("items.update_id", not(hasItem(wrong)));
        Api.operator()
                .get("/v1/audit?resource=" + id)
                .then()
                .body("items[0].action", equalTo("update.withdrawn"))
                .body("items[0].after.update_id", equalTo(last))
                .body("items[0].after.reason", equalTo("Named a customer."));
        WithdrawalCalls.withKey("blurt")
                .body("{\"status\":\"resolved\",\"message\":\"Blurted out.\"}")
                .post(path + "/updates")
                .then()
                .statusCode(410);
        try (EventsOnTopic topic = new EventsOnTopic()) {
            PublishedEvent stop = topic.awaitOf(id, 6).get(4);
            assertThat(((DeliveryStopRequested) stop.data()).updateId()).isEqualTo(wrong);
            assertThat(EventsOnTopic.incident(stop).update(wrong)).isEmpty();
            assertThat(EventsOnTopic.incident(stop).updates()).hasSize(3);
        }
    }

    @Test
    void who_takes_back_a_reopening_finds_the_incident_ended_when_it_was() {
        String path = "/v1/incidents/" + Api.open("Opened again by mistake");
        WithdrawalCalls.update(path, "{\"status\":\"resolved\",\"message\":\"It is over.\"}");
        String ended = Api.viewer().get(path).path("resolved_at");
        WithdrawalCalls.update(path, "{\"status\":\"resolved\",\"message\":\"It really is.\"}");
        String wrong = WithdrawalCalls.update(path, "{\"status\":\"monitoring\",\"message\":\"Is it?\"}");

        WithdrawalCalls.withdraw(path + "/updates/" + wrong).then().statusCode(200);

        Api.viewer().get(path).then().body("status", equalTo("resolved")).body("resolved_at", equalTo(ended));
    }

    @Test
    void what_a_maintenance_said_by_itself_is_not_kept_for_the_next_time() throws SQLException {
        String path = "/v1/maintenances/"
                + Api.operator()
                        .body("{\"title\":\"Weekly\",\"message\":\"m\",\"recurrence\":\"FREQ=WEEKLY\","
                                + "\"start_message\":\"Sotto voce.\",\"complete_message\":\"All is well.\","
                                + "\"starts_at\":\"2097-08-05T10:00:00Z\",\"ends_at\":\"2097-08-05T16:00:00Z\"}")
                        .post("/v1/maintenances")
                        .path("id");
        String id = path.substring(path.lastIndexOf('/') + 1);
        String said = WithdrawalCalls.update(
                path, "{\"status\":\"in_progress\",\"message\":\"Sotto voce.\\n\\nThis notice is late: by an hour.\"}");
        WithdrawalCalls.awaitOnTopic(id, 2);
        assertThat(StoredText.tablesWith(dataSource, "Sotto voce")).contains("maintenance_plan");

        WithdrawalCalls.withdraw(path + "/updates/" + said).then().statusCode(200);
        WithdrawalCalls.awaitOnTopic(id, 3);

        assertThat(StoredText.tablesWith(dataSource, "Sotto voce")).isEmpty();
        Api.viewer()
                .get(path)
                .then()
                .body("start_message", nullValue())
                .body("complete_message", equalTo("All is well."));
    }

    @Test
    void the_only_update_goes_with_its_incident_alone_and_a_draft_is_deleted() {
        String path = "/v1/incidents/" + Api.open("Only update");
        String only = Api.viewer().get(path).path("updates[0].id");
        String draft = WithdrawalCalls.update(path, "{\"message\":\"m\",\"publication\":\"draft\"}");
        String drafted = Api.operator()
                .body("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"publication\":\"draft\"}")
                .post("/v1/incidents")
                .path("id");

        WithdrawalCalls.withdraw(path + "/updates/" + only)
                .then()
                .statusCode(409)
                .body("detail", containsString("withdraw the incident"));
        WithdrawalCalls.withdraw(path + "/updates/" + draft)
                .then()
                .statusCode(409)
                .body("detail", containsString("delete"));
        WithdrawalCalls.withdraw("/v1/incidents/" + drafted).then().statusCode(409);
        WithdrawalCalls.withdraw(path + "/updates/upd_nope").then().statusCode(404);
    }
}
