package org.incidentcomms.api.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.maintenance.SettableClock;
import org.incidentcomms.api.scheduling.SchedulerMetrics;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** What a scheduler publishes when its time has come, late, or not at all. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class PublicationSchedulersIT extends WithSchedulers {
    @Test
    void what_was_slept_through_is_published_late_and_says_when_it_really_was() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String id = incident("Slept through", DAY);
        String about = Api.open("Slept through, too");
        update("/v1/incidents/" + about, "{\"status\":\"resolved\",\"message\":\"Over.\",", DAY.plusSeconds(2));
        update(
                "/v1/incidents/" + about,
                "{\"status\":\"monitoring\",\"message\":\"Nearly over.\",",
                DAY.plusSeconds(1));
        PublicationScheduler scheduler = replicas(Duration.ZERO).getFirst();
        time.set(DAY.minusMillis(1));
        assertThat(scheduler.runDue()).as("before its time").isZero();

        time.set(DAY.plus(Duration.ofDays(3)));
        assertThat(scheduler.runDue()).isEqualTo(3);

        JsonPath told = get("/v1/incidents/" + id);
        assertThat(Instant.parse(told.getString("updates[0].posted_at"))).isBetween(before, Instant.now());
        assertThat(get("/v1/incidents/" + about).getList("updates.status"))
                .containsExactly("investigating", "monitoring", "resolved");
        assertThatEachWasToldOnce(List.of(about), 3);
    }

    @Test
    void what_can_no_longer_be_published_waits_for_a_decision_with_the_reason() {
        String component = Api.operator()
                .body("{\"name\":\"Gone by then\"}")
                .post("/v1/components")
                .path("id");
        String named = incident(
                "Names what is gone",
                DAY,
                ",\"components\":[{\"id\":\"" + component + "\",\"status\":\"major_outage\"}]");
        Api.operator().delete("/v1/components/" + component).then().statusCode(204);
        String work = Api.operator()
                .body("{\"title\":\"w\",\"message\":\"m\",\"starts_at\":\"2098-08-05T10:00:00Z\","
                        + "\"ends_at\":\"2098-08-05T16:00:00Z\"}")
                .post("/v1/maintenances")
                .path("id");
        String illegal =
                update("/v1/maintenances/" + work, "{\"status\":\"in_progress\",\"message\":\"We begin.\",", DAY);
        Api.operator()
                .body("{\"message\":\"Not this time.\"}")
                .post("/v1/maintenances/" + work + "/cancel")
                .then()
                .statusCode(200);
        String sound = incident("Sound beside broken", DAY.plusSeconds(1));
        PublicationScheduler scheduler = replicas(Duration.ZERO).getFirst();

        time.set(DAY.plusSeconds(2));
        scheduler.runDue();

        Api.viewer()
                .get("/v1/incidents/" + named)
                .then()
                .header("ETag", "\"draft-2\"")
                .body("publication", equalTo("draft"))
                .body("publish_at", nullValue())
                .body("publish_error", equalTo("components[0].id: there is no such component"));
        Api.viewer()
                .get("/v1/maintenances/" + work + "/updates/" + illegal)
                .then()
                .body("publication", equalTo("draft"))
                .body("publish_error", containsString("cancelled"));
        assertThat(get("/v1/incidents/" + sound).getString("publication")).isEqualTo("published");
        Api.operator()
                .get("/v1/audit?resource=" + named)
                .then()
                .body("items.action", contains("draft.not_published", "draft.created"))
                .body("items[0].actor", equalTo("schedule"))
                .body("items[0].before.scheduled_by", equalTo("alex.mann"))
                .body("items[0].after.publish_error", containsString("no such component"));
        assertThat(scheduler.runDue()).as("tried again").isZero();

        Api.operator()
                .body("{\"components\":null,\"publication\":\"scheduled\",\"publish_at\":\"" + DAY.plusSeconds(9)
                        + "\"}")
                .patch("/v1/incidents/" + named)
                .then()
                .statusCode(200)
                .body("publish_error", nullValue())
                .body("publication", equalTo("scheduled"));
        time.set(DAY.plusSeconds(9));
        scheduler.runDue();
        assertThat(get("/v1/incidents/" + named).getString("publication")).isEqualTo("published");
    }

    @Test
    void an_incident_resolved_meanwhile_is_not_reopened_by_itself() {
        String about = Api.open("Resolved meanwhile");
        String path = "/v1/incidents/" + about;
        String stale = update(path, "{\"status\":\"monitoring\",\"message\":\"We watch it.\",", DAY);
        resolve(path);
        String wanted = update(path, "{\"message\":\"Thank you.\",", DAY.plusSeconds(1));
        PublicationScheduler scheduler = replicas(Duration.ZERO).getFirst();

        time.set(DAY.plusSeconds(1));
        scheduler.runDue();

        assertThat(get(path).getString("status")).isEqualTo("resolved");
        assertThat(messagesOf(about)).containsExactly("We are looking into it.", "Over.", "Thank you.");
        assertThat(get(path + "/updates/" + stale).getString("publish_error")).contains("resolved since");
        assertThat(get(path + "/updates/" + wanted).getString("publication")).isEqualTo("published");
        Api.operator()
                .post(path + "/updates/" + stale + "/publish")
                .then()
                .statusCode(200)
                .body("status", equalTo("monitoring"));
    }

    @Test
    void what_is_scheduled_about_a_withdrawn_incident_goes_with_it() {
        String about = Api.open("Withdrawn before");
        update("/v1/incidents/" + about, "{\"message\":\"Never told.\",", DAY);

        Api.admin()
                .body("{\"reason\":\"Named a customer.\"}")
                .post("/v1/incidents/" + about + "/withdraw")
                .then()
                .statusCode(200);

        assertThat(waiting()).isZero();
        time.set(DAY.plusSeconds(1));
        assertThat(replicas(Duration.ZERO).getFirst().runDue()).isZero();
    }

    @Test
    void what_was_moved_or_taken_back_is_not_published_at_its_old_time() {
        String about = Api.open("Changed before");
        String path = "/v1/incidents/" + about;
        String moved = update(path, "{\"message\":\"Moved.\",", DAY);
        String kept = update(path, "{\"message\":\"Kept.\",", DAY);
        String deleted = update(path, "{\"message\":\"Deleted.\",", DAY);
        String cancelled = incident("Cancelled before", DAY);
        patch(path + "/updates/" + moved, "{\"publish_at\":\"" + DAY.plusSeconds(60) + "\"}");
        patch(path + "/updates/" + kept, "{\"publication\":\"draft\"}");
        Api.operator().delete(path + "/updates/" + deleted).then().statusCode(204);
        Api.operator().delete("/v1/incidents/" + cancelled).then().statusCode(204);
        PublicationScheduler scheduler = replicas(Duration.ZERO).getFirst();

        time.set(DAY.plusSeconds(59));
        assertThat(scheduler.runDue()).isZero();
        time.set(DAY.plusSeconds(60));
        assertThat(scheduler.runDue()).isEqualTo(1);

        assertThat(messagesOf(about)).containsExactly("We are looking into it.", "Moved.");
    }

    @Test
    void one_that_the_database_refuses_is_tried_again_and_holds_up_no_other() {
        String refused = incident("Refused for a while", DAY);
        String sound = incident("Not held up", DAY.plusSeconds(1));
        PublicationScheduler scheduler = replicas(Duration.ZERO).getFirst();
        time.set(DAY.plusSeconds(2));
        database.update("alter table incident add constraint held_up check (id <> '" + refused + "')");
        try {
            scheduler.runDue();
        } finally {
            database.update("alter table incident drop constraint held_up");
        }

        assertThat(get("/v1/incidents/" + sound).getString("publication")).isEqualTo("published");
        assertThat(get("/v1/incidents/" + refused).getString("publication")).isEqualTo("scheduled");
        assertThat(scheduler.runDue()).as("not before a while").isZero();
        time.set(DAY.plusSeconds(8));
        scheduler.runDue();
        assertThat(get("/v1/incidents/" + refused).getString("publication")).isEqualTo("published");
    }

    @Test
    void what_follows_about_the_same_incident_waits_for_what_is_tried_again() {
        String about = Api.open("In their order");
        String path = "/v1/incidents/" + about;
        update(path, "{\"message\":\"Held up.\",", DAY);
        update(path, "{\"message\":\"And then.\",", DAY.plusSeconds(1));
        PublicationScheduler scheduler = replicas(Duration.ZERO).getFirst();
        time.set(DAY.plusSeconds(2));
        database.update("alter table incident add constraint held_up check (document::text not like '%Held up.%')");
        try {
            scheduler.runDue();
        } finally {
            database.update("alter table incident drop constraint held_up");
        }

        assertThat(messagesOf(about)).containsExactly("We are looking into it.");
        assertThat(store.stats(DAY.plusSeconds(2)).due()).isEqualTo(2);
        time.set(DAY.plusSeconds(8));
        scheduler.runDue();
        assertThat(messagesOf(about)).containsExactly("We are looking into it.", "Held up.", "And then.");
        assertThat(store.stats(DAY.plusSeconds(8)).due()).isZero();
    }

    @Test
    void what_is_overdue_shows_in_metrics_and_health() {
        incident("Overdue", DAY);
        incident("Not yet due", DAY.plus(Duration.ofDays(1)));
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        SchedulerMetrics metrics = new SchedulerMetrics(
                registry, new SettableClock(time, Duration.ZERO), "publication.schedule", "lag", "due");
        time.set(DAY.plusSeconds(90));

        metrics.see(store.stats(DAY.plusSeconds(90)));

        assertThat(registry.get("publication.schedule.due").gauge().value()).isEqualTo(1);
        assertThat(registry.get("publication.schedule.lag").gauge().value()).isEqualTo(90);
        assertThat(metrics.health("publication-schedule").getData().orElseThrow())
                .containsEntry("degraded", true)
                .containsEntry("overdue", 1L);
        assertThat(Api.viewer().get("/q/metrics").asString())
                .contains("publication_schedule_due", "publication_schedule_lag_seconds");
        assertThat(Api.viewer().get("/q/health").asString()).contains("publication-schedule");
    }
}
