package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.incidentcomms.api.maintenance.MaintenanceCalls;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class MaintenancesIT {
    @Test
    void a_maintenance_is_announced_moved_started_verified_and_completed() {
        String web =
                Api.operator().body("{\"name\":\"Web\"}").post("/v1/components").path("id");
        String id = announce(web);
        MaintenanceCalls.change(
                        id,
                        "{\"starts_at\":\"2048-08-12T10:00:00-07:00\",\"ends_at\":\"2048-08-12T16:00:00-07:00\",\"message\":\"A week later.\"}")
                .statusCode(200)
                .body("starts_at", equalTo("2048-08-12T17:00:00Z"))
                .body("updates", hasSize(2));
        MaintenanceCalls.update(id, "{\"status\":\"in_progress\",\"message\":\"We have begun.\"}")
                .statusCode(201);
        Api.viewer().get("/v1/components/{id}", web).then().body("status", equalTo("under_maintenance"));
        MaintenanceCalls.update(id, "{\"status\":\"verifying\",\"message\":\"We are checking.\"}")
                .statusCode(201);
        MaintenanceCalls.update(id, "{\"status\":\"completed\",\"message\":\"Done.\"}")
                .statusCode(201);
        Api.viewer().get("/v1/components/{id}", web).then().body("status", equalTo("operational"));
        MaintenanceCalls.update(id, "{\"status\":\"in_progress\",\"message\":\"Oh.\"}")
                .statusCode(409);

        try (EventsOnTopic topic = new EventsOnTopic()) {
            List<PublishedEvent> events = topic.awaitOf(id, 5);
            assertThat(events)
                    .extracting(PublishedEvent::type)
                    .containsExactly(
                            EventType.MAINTENANCE_SCHEDULED,
                            EventType.MAINTENANCE_RESCHEDULED,
                            EventType.MAINTENANCE_STARTED,
                            EventType.MAINTENANCE_UPDATED,
                            EventType.MAINTENANCE_COMPLETED);
            Incident moved = ((Announcement) events.get(1).data()).incident();
            assertThat(Objects.requireNonNull(moved.window()).timeZone()).isEqualTo(ZoneId.of("America/Los_Angeles"));
            assertThat(Objects.requireNonNull(moved.previousWindow()).startsAt())
                    .isEqualTo(Instant.parse("2048-08-05T17:00:00Z"));
            Incident started = ((Announcement) events.get(2).data()).incident();
            assertThat(started.previousWindow()).isNull();
            assertThat(started.startedAt()).isEqualTo(started.updatedAt());
        }
    }

    @Test
    void a_cancelled_maintenance_is_told_and_stays_so() {
        String id = announce(null);

        Api.operator()
                .post("/v1/maintenances/{id}/cancel", id)
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"))
                .body("resolved_at", notNullValue());
        Api.operator().post("/v1/maintenances/{id}/cancel", id).then().statusCode(409);
        MaintenanceCalls.change(id, "{\"ends_at\":\"2048-08-05T17:00:00-07:00\"}")
                .statusCode(409);

        try (EventsOnTopic topic = new EventsOnTopic()) {
            assertThat(topic.awaitOf(id, 2).get(1).type()).isEqualTo(EventType.MAINTENANCE_CANCELLED);
        }
    }

    @Test
    void a_title_changes_without_a_word_and_words_need_another_window() {
        String id = announce(null);

        MaintenanceCalls.change(id, "{\"title\":\"Important maintenance\"}")
                .statusCode(200)
                .body("updates", hasSize(1));
        MaintenanceCalls.change(id, "{\"message\":\"By the way\"}")
                .statusCode(422)
                .body("violations[0].field", equalTo("starts_at"));

        try (EventsOnTopic topic = new EventsOnTopic()) {
            assertThat(topic.awaitOf(id, 2).get(1).type()).isEqualTo(EventType.INCIDENT_EDITED);
        }
    }

    @Test
    void a_bad_window_is_refused_and_the_field_named() {
        announce("\"starts_at\":\"2048-08-05T10:00:00-07:00\",\"ends_at\":\"2048-08-05T09:00:00-07:00\"", "ends_at");
        announce("\"starts_at\":\"2023-08-05T10:00:00-07:00\",\"ends_at\":\"2023-08-05T16:00:00-07:00\"", "ends_at");
        announce("\"ends_at\":\"2048-08-05T09:00:00-07:00\"", "starts_at");
        announce(
                "\"starts_at\":\"2048-08-05T10:00:00-07:00\",\"ends_at\":\"2048-08-05T16:00:00-07:00\",\"time_zone\":\"PST\"",
                "time_zone");
        announce(
                "\"starts_at\":\"2048-08-05T10:00:00-07:00\",\"ends_at\":\"2048-08-05T16:00:00-07:00\",\"components\":[\"cmp_x\"]",
                "components[0]");
    }

    @Test
    void an_update_gives_a_maintenance_states_of_a_maintenance_only() {
        String id = announce(null);

        MaintenanceCalls.update(id, "{\"status\":\"resolved\",\"message\":\"m\"}")
                .statusCode(422)
                .body("violations[0].field", equalTo("status"));
        MaintenanceCalls.update(id, "{\"status\":\"cancelled\",\"message\":\"m\"}")
                .statusCode(409);
    }

    @Test
    void incidents_and_maintenances_do_not_show_up_under_each_others_paths() {
        String maintenance = announce(null);
        String incident = Api.open("No maintenance");

        Api.viewer().get("/v1/incidents/{id}", maintenance).then().statusCode(404);
        Api.viewer().get("/v1/maintenances/{id}", incident).then().statusCode(404);
        Api.viewer().get("/v1/maintenances?status=open").then().statusCode(200).body("items.id", hasItem(maintenance));
    }

    @Test
    void an_announcement_can_be_corrected() {
        String id = announce(null);
        String update = Api.viewer().get("/v1/maintenances/{id}", id).path("updates[0].id");

        Api.operator()
                .body("{\"message\":\"To improve security.\",\"correction\":\"announce\"}")
                .patch("/v1/maintenances/{id}/updates/{update}", id, update)
                .then()
                .statusCode(200)
                .body("revision", equalTo(1));
        Api.viewer()
                .get("/v1/maintenances/{id}/updates/{update}", id, update)
                .then()
                .body("message", equalTo("To improve security."));
    }

    private static String announce(@org.jspecify.annotations.Nullable String component) {
        return Api.operator()
                .body(
                        "{\"title\":\"ClickTime – Scheduled Maintenance\",\"message\":\"To improve system security and performance.\","
                                + "\"starts_at\":\"2048-08-05T10:00:00-07:00\",\"ends_at\":\"2048-08-05T16:00:00-07:00\",\"components\":["
                                + (component == null ? "" : "\"" + component + "\"") + "]}")
                .post("/v1/maintenances")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("id", startsWith("mnt_"))
                .body("kind", equalTo("maintenance"))
                .body("status", equalTo("scheduled"))
                .body("time_zone", equalTo("America/Los_Angeles"))
                .extract()
                .path("id");
    }

    private static void announce(String fields, String wrong) {
        Api.operator()
                .body("{\"title\":\"t\",\"message\":\"m\"," + fields + "}")
                .post("/v1/maintenances")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo(wrong));
    }
}
