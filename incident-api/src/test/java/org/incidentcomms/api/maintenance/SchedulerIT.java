package org.incidentcomms.api.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One scheduler with a clock of its own: what it tells late, leaves out, and tries again. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class SchedulerIT extends SchedulerReplicas {
    @SuppressWarnings("NullAway.Init")
    private MaintenanceScheduler scheduler;

    @BeforeEach
    void scheduler() {
        scheduler = replicas(Duration.ZERO).getFirst();
    }

    @Test
    void who_slept_through_all_of_it_tells_it_once_and_says_that_it_is_late() {
        Instant day = Instant.parse("2047-07-06T17:00:00Z");
        String component = MaintenanceCalls.component("Slept through");
        String id = MaintenanceCalls.announce(day, day.plus(Duration.ofHours(6)), List.of(component), ALL_BY_ITSELF);

        time.set(day.plus(Duration.ofHours(8)));
        scheduler.runDue();

        JsonPath now = MaintenanceCalls.get(id).extract().jsonPath();
        assertThat(now.getList("updates.status")).containsExactly("scheduled", "in_progress", "completed");
        assertThat(now.getMap("updates[1].notify"))
                .containsEntry("email", false)
                .containsEntry("twitter", false);
        assertThat(now.getMap("updates[2].notify")).containsEntry("email", true);
        assertThat(now.getString("updates[2].message")).isEqualTo("""
                        The maintenance announced for Saturday, July 6th, between 10:00 am and 4:00 pm Pacific Daylight \
                        Time (GMT -07:00) is complete.

                        This notice is late: the work was due to begin Saturday, July 6th, 10:00 am Pacific Daylight \
                        Time (GMT -07:00), and to end Saturday, July 6th, 4:00 pm Pacific Daylight Time (GMT -07:00).""");
        assertThat(now.getString("started_at")).isEqualTo(day.toString());
        assertThat(now.getString("resolved_at"))
                .isEqualTo(day.plus(Duration.ofHours(6)).toString());
        assertThat(MaintenanceCalls.stateOf(id, "reminder", "P1D")).isEqualTo("dropped");
        assertThat(MaintenanceCalls.stateOf(id, "reminder", "PT10M")).isEqualTo("dropped");
        assertThat(now.<String>get("schedule.find { it.before == 'PT10M' }.reason"))
                .isEqualTo("the start had passed");
        assertThat(Api.viewer().get("/v1/components/{id}", component).<String>path("status"))
                .isEqualTo("operational");
    }

    @Test
    void a_start_that_was_slept_through_is_told_as_late_while_the_work_goes_on() {
        Instant day = Instant.parse("2047-07-13T17:00:00Z");
        String id = MaintenanceCalls.announce(
                day, day.plus(Duration.ofHours(6)), List.of(), ALL_BY_ITSELF + ",\"start_message\":\"We are at it.\"");

        time.set(day.plus(Duration.ofMinutes(25)));
        scheduler.runDue();
        time.set(day.plus(Duration.ofHours(6)));
        scheduler.runDue();

        JsonPath now = MaintenanceCalls.get(id).extract().jsonPath();
        assertThat(now.getList("updates.status")).containsExactly("scheduled", "in_progress", "completed");
        assertThat(now.getString("updates[1].message"))
                .isEqualTo(
                        "We are at it.\n\nThis notice is late: the work was due to begin Saturday, July 13th, 10:00 am"
                                + " Pacific Daylight Time (GMT -07:00).");
        assertThat(now.getMap("updates[1].notify")).containsEntry("email", true);
        assertThat(now.getString("updates[2].message"))
                .isEqualTo("The maintenance announced for Saturday, July 13th, between 10:00 am and 4:00 pm Pacific"
                        + " Daylight Time (GMT -07:00) is complete.");
    }

    @Test
    void of_reminders_that_were_slept_through_the_last_is_told_as_long_as_the_start_is_to_come() {
        Instant day = Instant.parse("2047-08-03T17:00:00Z");
        String id = MaintenanceCalls.announce(day, day.plus(Duration.ofHours(6)), List.of(), ALL_BY_ITSELF);

        time.set(day.minus(Duration.ofMinutes(30)));
        scheduler.runDue();

        JsonPath now = MaintenanceCalls.get(id).extract().jsonPath();
        assertThat(now.getList("updates.headline"))
                .containsExactly(null, "Reminder: ClickTime – Scheduled Maintenance");
        assertThat(now.getString("updates[1].message"))
                .isEqualTo("This maintenance takes place Saturday, August 3rd, between 10:00 am and 4:00 pm Pacific"
                        + " Daylight Time (GMT -07:00).");
        assertThat(MaintenanceCalls.stateOf(id, "reminder", "P1D")).isEqualTo("dropped");
        assertThat(MaintenanceCalls.stateOf(id, "reminder", "PT1H")).isEqualTo("done");
        assertThat(MaintenanceCalls.stateOf(id, "reminder", "PT10M")).isEqualTo("pending");
        MaintenanceCalls.change(id, "{\"auto_start\":false,\"auto_complete\":false,\"reminders\":[]}")
                .statusCode(200);
    }

    @Test
    void what_was_never_started_is_not_completed_by_itself() {
        Instant day = Instant.parse("2047-09-07T17:00:00Z");
        String id = MaintenanceCalls.announce(day, day.plus(Duration.ofHours(6)), List.of(), "\"auto_complete\":true");

        time.set(day.plus(Duration.ofHours(7)));
        scheduler.runDue();

        JsonPath now = MaintenanceCalls.get(id).extract().jsonPath();
        assertThat(now.getString("status")).isEqualTo("scheduled");
        assertThat(now.getString("schedule[0].state")).isEqualTo("dropped");
        assertThat(now.getString("schedule[0].reason")).isEqualTo("it was never started");
    }

    @Test
    void one_that_cannot_go_on_holds_up_no_other_and_is_tried_again() {
        Instant day = Instant.parse("2047-10-05T17:00:00Z");
        String broken = MaintenanceCalls.announce(day, day.plus(Duration.ofHours(1)), List.of(), "\"auto_start\":true");
        String sound = MaintenanceCalls.announce(
                day.plusSeconds(1), day.plus(Duration.ofHours(1)), List.of(), "\"auto_start\":true");
        database.update("update incident set document = document - 'title' where id = ?", broken);

        time.set(day.plusSeconds(2));
        scheduler.runDue();

        assertThat(MaintenanceCalls.get(sound).extract().<String>path("status")).isEqualTo("in_progress");
        assertThat(schedule.of(broken).getFirst().attempts()).isEqualTo(1);

        database.update(
                "update incident set document = jsonb_set(document, '{title}', '\"Mended\"') where id = ?", broken);
        scheduler.runDue();
        assertThat(MaintenanceCalls.get(broken).extract().<String>path("status"))
                .as("not before its time")
                .isEqualTo("scheduled");
        time.set(day.plusSeconds(8));
        scheduler.runDue();
        assertThat(MaintenanceCalls.get(broken).extract().<String>path("status"))
                .isEqualTo("in_progress");
    }

    @Test
    void one_that_the_database_refuses_holds_up_no_other() {
        Instant day = Instant.parse("2047-11-02T17:00:00Z");
        String refused =
                MaintenanceCalls.announce(day, day.plus(Duration.ofHours(1)), List.of(), "\"auto_start\":true");
        String sound = MaintenanceCalls.announce(
                day.plusSeconds(1), day.plus(Duration.ofHours(1)), List.of(), "\"auto_start\":true");
        time.set(day.plusSeconds(2));
        database.update("alter table incident add constraint held_up check (id <> '" + refused + "' or version = 1)");
        try {
            scheduler.runDue();
        } finally {
            database.update("alter table incident drop constraint held_up");
        }

        assertThat(MaintenanceCalls.get(sound).extract().<String>path("status")).isEqualTo("in_progress");
        assertThat(schedule.of(refused).getFirst().attempts()).isEqualTo(1);
        time.set(day.plusSeconds(8));
        scheduler.runDue();
        assertThat(MaintenanceCalls.get(refused).extract().<String>path("status"))
                .isEqualTo("in_progress");
    }
}
