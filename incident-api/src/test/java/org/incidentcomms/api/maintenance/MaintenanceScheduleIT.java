package org.incidentcomms.api.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.DueNow;
import org.incidentcomms.api.EventsOnTopic;
import org.incidentcomms.api.maintenance.schedule.ScheduleStore;
import org.incidentcomms.api.maintenance.schedule.ScheduledAction;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** What a maintenance does by itself, as operators ask for it and as the service's own scheduler does it. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class MaintenanceScheduleIT {
    private static final Instant START = Instant.parse("2049-08-07T17:00:00Z");
    private static final Instant END = Instant.parse("2049-08-07T23:00:00Z");
    private static final String ALL_BY_ITSELF =
            "\"auto_start\":true,\"auto_complete\":true,\"reminders\":[\"P1D\",\"PT1H\"]";

    @Inject
    ScheduleStore schedule;

    @Inject
    Database database;

    @Test
    void a_maintenance_runs_by_itself_with_its_components() {
        Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String web = MaintenanceCalls.component("Runs by itself");
        String id = MaintenanceCalls.announce(
                begun.plus(Duration.ofDays(1)),
                begun.plus(Duration.ofDays(2)),
                List.of(web),
                "\"auto_start\":true,\"auto_complete\":true,\"complete_message\":\"All is **well**.\","
                        + "\"notify\":{\"twitter\":false}");

        DueNow.transition(id, "start");
        await().until(() -> status(id), "in_progress"::equals);
        assertThat(statusOfComponent(web)).isEqualTo("under_maintenance");
        DueNow.transition(id, "complete");
        await().until(() -> status(id), "completed"::equals);
        assertThat(statusOfComponent(web)).isEqualTo("operational");

        JsonPath now = MaintenanceCalls.get(id).extract().jsonPath();
        assertThat(now.getString("updates[1].message")).startsWith("The maintenance announced for ");
        assertThat(now.getString("updates[2].message")).isEqualTo("All is **well**.");
        assertThat(now.getList("updates.author")).containsOnlyNulls();
        assertThat(now.getMap("updates[1].notify"))
                .as("who was told of it is told how it goes")
                .containsEntry("twitter", false)
                .containsEntry("email", true);
        Instant posted = Instant.parse(now.getString("updates[1].posted_at"));
        assertThat(posted).isBetween(begun, Instant.now());
        try (EventsOnTopic topic = new EventsOnTopic()) {
            assertThat(topic.awaitOf(id, 3))
                    .extracting(PublishedEvent::type)
                    .containsExactly(
                            EventType.MAINTENANCE_SCHEDULED,
                            EventType.MAINTENANCE_STARTED,
                            EventType.MAINTENANCE_COMPLETED);
        }
        Api.operator()
                .get("/v1/audit?resource={id}", id)
                .then()
                .body("items.actor", contains("schedule", "schedule", "alex.mann"));
    }

    @Test
    void what_is_asked_for_is_shown_with_the_moments_at_which_it_is_due() {
        String id = MaintenanceCalls.announce(START, END, List.of(), ALL_BY_ITSELF + ",\"start_message\":\"Go.\"");

        MaintenanceCalls.get(id)
                .body("reminders", contains("P1D", "PT1H"))
                .body("auto_start", equalTo(true))
                .body("auto_complete", equalTo(true))
                .body("start_message", equalTo("Go."))
                .body("schedule.kind", contains("reminder", "reminder", "start", "complete"))
                .body("schedule.before", contains("P1D", "PT1H", null, null))
                .body("schedule.state", contains("pending", "pending", "pending", "pending"))
                .body(
                        "schedule.due_at",
                        contains(
                                "2049-08-06T17:00:00Z",
                                "2049-08-07T16:00:00Z",
                                "2049-08-07T17:00:00Z",
                                "2049-08-07T23:00:00Z"));
        String quiet = MaintenanceCalls.announce(START, END, List.of(), "");
        MaintenanceCalls.get(quiet)
                .body("reminders", empty())
                .body("auto_start", equalTo(false))
                .body("auto_complete", equalTo(false))
                .body("schedule", empty())
                .body("resolved_at", nullValue());
    }

    @Test
    void another_plan_and_another_window_move_what_is_due() {
        String id = MaintenanceCalls.announce(START, END, List.of(), ALL_BY_ITSELF);

        MaintenanceCalls.change(id, "{\"reminders\":[\"PT2H\"],\"auto_complete\":null}")
                .statusCode(200)
                .body("version", equalTo(2))
                .body("updates", hasSize(1))
                .body("reminders", contains("PT2H"))
                .body("auto_complete", equalTo(false));
        assertThat(MaintenanceCalls.stateOf(id, "reminder", "P1D")).isEqualTo("removed");
        assertThat(MaintenanceCalls.stateOf(id, "complete", "")).isEqualTo("removed");
        MaintenanceCalls.change(id, "{\"reminders\":[\"PT2H\"]}").body("version", equalTo(2));
        MaintenanceCalls.change(
                        id, "{\"starts_at\":\"2049-08-14T10:00:00-07:00\",\"ends_at\":\"2049-08-14T16:00:00-07:00\"}")
                .statusCode(200)
                .body("schedule.find { it.before == 'PT2H' }.due_at", equalTo("2049-08-14T15:00:00Z"))
                .body("schedule.find { it.kind == 'start' }.due_at", equalTo("2049-08-14T17:00:00Z"))
                .body("updates[1].headline", equalTo("Rescheduled: ClickTime – Scheduled Maintenance"));
        MaintenanceCalls.change(id, "{\"reminders\":[\"P60D\"]}")
                .statusCode(422)
                .body("violations[0].field", equalTo("reminders[0]"));
        Api.operator()
                .get("/v1/audit?resource={id}", id)
                .then()
                .body("items.action", hasItem("maintenance.planned"))
                .body("items.find { it.action == 'maintenance.planned' }.after.reminders", contains("PT2H"));
    }

    @Test
    void who_starts_by_hand_takes_the_start_away_and_keeps_the_end() {
        String id = MaintenanceCalls.announce(START, END, List.of(), ALL_BY_ITSELF);

        MaintenanceCalls.update(id, "{\"status\":\"in_progress\",\"message\":\"Earlier than planned.\"}")
                .statusCode(201);

        assertThat(MaintenanceCalls.stateOf(id, "start", "")).isEqualTo("removed");
        assertThat(MaintenanceCalls.stateOf(id, "reminder", "PT1H")).isEqualTo("removed");
        assertThat(MaintenanceCalls.stateOf(id, "complete", "")).isEqualTo("pending");
    }

    @Test
    void work_that_takes_longer_is_told_and_ends_later() {
        String id = MaintenanceCalls.announce(START, END, List.of(), ALL_BY_ITSELF);
        MaintenanceCalls.update(id, "{\"status\":\"in_progress\",\"message\":\"We have begun.\"}")
                .statusCode(201);
        String startedAt = MaintenanceCalls.get(id).extract().path("started_at");

        MaintenanceCalls.change(id, "{\"ends_at\":\"2049-08-07T18:00:00-07:00\"}")
                .statusCode(200)
                .body("status", equalTo("in_progress"))
                .body("started_at", equalTo(startedAt))
                .body("updates[2].message", equalTo("This maintenance takes longer than planned."))
                .body("updates[2].headline", equalTo("Extended: ClickTime – Scheduled Maintenance"))
                .body("schedule.find { it.kind == 'complete' }.due_at", equalTo("2049-08-08T01:00:00Z"));
        MaintenanceCalls.change(id, "{\"starts_at\":\"2049-08-07T11:00:00-07:00\"}")
                .statusCode(409);
        try (EventsOnTopic topic = new EventsOnTopic()) {
            assertThat(topic.awaitOf(id, 3).get(2).type()).isEqualTo(EventType.MAINTENANCE_RESCHEDULED);
        }
    }

    @Test
    void what_is_cancelled_or_completed_does_nothing_more() {
        String cancelled = MaintenanceCalls.announce(START, END, List.of(), ALL_BY_ITSELF);
        String completed = MaintenanceCalls.announce(START, END, List.of(), ALL_BY_ITSELF);

        Api.operator()
                .post("/v1/maintenances/{id}/cancel", cancelled)
                .then()
                .statusCode(200)
                .body("schedule.state", contains("removed", "removed", "removed", "removed"));
        MaintenanceCalls.update(completed, "{\"status\":\"completed\",\"message\":\"Done.\"}")
                .statusCode(201);
        MaintenanceCalls.get(completed)
                .body("schedule.state", contains("removed", "removed", "removed", "removed"))
                .body("schedule[3].reason", equalTo("it is completed"));
        MaintenanceCalls.change(completed, "{\"reminders\":[]}").statusCode(409);
    }

    @Test
    void a_withdrawn_maintenance_does_nothing_more_and_forgets_its_words() {
        String id = MaintenanceCalls.announce(
                START,
                END,
                List.of(),
                ALL_BY_ITSELF + ",\"start_message\":\"the-secret-words\",\"recurrence\":\"FREQ=WEEKLY\"");

        Api.as(Tokens.token("ada", "admin"))
                .body("{\"reason\":\"wrong list\"}")
                .post("/v1/maintenances/{id}/withdraw", id)
                .then()
                .statusCode(200);

        Api.viewer().get("/v1/maintenances/{id}", id).then().statusCode(410);
        assertThat(schedule.of(id)).hasSize(5).allMatch(one -> one.state() == ScheduledAction.State.REMOVED);
        assertThat(database.query(
                        "select document::text from maintenance_plan where maintenance_id = ?",
                        row -> row.getString(1),
                        id))
                .singleElement()
                .asString()
                .contains("P1D")
                .doesNotContain("the-secret-words");
        assertThat(Api.viewer()
                        .get("/v1/maintenances?from=2049-08-01T00:00:00Z&to=2049-09-01T00:00:00Z&limit=200")
                        .<List<String>>path("items.id"))
                .doesNotContain(id);
    }

    @Test
    void a_draft_plans_nothing_until_it_is_published() {
        String draft = MaintenanceCalls.announce(START, END, List.of(), ALL_BY_ITSELF + ",\"publication\":\"draft\"");
        assertThat(schedule.of(draft)).isEmpty();

        Api.operator().post("/v1/maintenances/{id}/publish", draft).then().statusCode(200);

        MaintenanceCalls.get(draft).body("id", equalTo(draft)).body("schedule.state", hasSize(4));
    }

    @Test
    void metrics_and_health_tell_how_punctual_it_is() {
        assertThat(Api.viewer().get("/q/metrics").asString())
                .contains("maintenance_schedule_lag_seconds", "maintenance_schedule_due");
        Api.viewer()
                .get("/q/health")
                .then()
                .body("checks.find { it.name == 'maintenance-schedule' }.status", equalTo("UP"))
                .body("checks.find { it.name == 'maintenance-schedule' }.data.degraded", equalTo(false));
    }

    @Test
    void the_document_shows_a_maintenance_with_all_it_has() {
        Api.viewer()
                .accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("components.schemas.Maintenance.properties", hasKey("title"))
                .body("components.schemas.Maintenance.properties", hasKey("starts_at"))
                .body("components.schemas.Maintenance.properties", hasKey("reminders"))
                .body("components.schemas.Maintenance.properties", hasKey("schedule"))
                .body("components.schemas.Maintenance.properties", not(hasKey("maintenance")))
                .body("components.schemas.AnnounceMaintenance.properties.reminders.maxItems", equalTo(10));
    }

    private static String status(String id) {
        return MaintenanceCalls.get(id).extract().path("status");
    }

    private static String statusOfComponent(String id) {
        return Api.viewer().get("/v1/components/{id}", id).path("status");
    }
}
