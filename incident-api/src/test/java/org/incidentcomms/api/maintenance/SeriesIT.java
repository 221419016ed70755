package org.incidentcomms.api.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.maintenance.schedule.ScheduleStore;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Maintenances that come again. Each test has a year of its own. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class SeriesIT {
    private static final Duration NIGHT = Duration.ofHours(4);

    @Inject
    ActionExecutor executor;

    @Inject
    ScheduleStore schedule;

    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.EPOCH);

    @Test
    void each_occurrence_is_announced_once_ahead_of_its_time_and_keeps_the_time_on_the_wall() throws Exception {
        Instant first = Instant.parse("2053-03-02T06:00:00Z"); // Saturday, March 1st, 10 pm Pacific Standard Time
        String web = MaintenanceCalls.component("Series");
        String id = MaintenanceCalls.announce(
                first,
                first.plus(NIGHT),
                List.of(web),
                "\"recurrence\":\"FREQ=WEEKLY;COUNT=3\",\"announce_before\":\"P3D\",\"auto_start\":true,"
                        + "\"auto_complete\":true,\"reminders\":[\"PT1H\"],\"notify\":{\"twitter\":false},"
                        + "\"headline\":\"Weekly work\",\"audience\":[\"eu-data-centre\"]");
        MaintenanceCalls.get(id)
                .body("recurrence", equalTo("FREQ=WEEKLY;COUNT=3"))
                .body("announce_before", equalTo("P3D"))
                .body("series_id", startsWith("ser_"))
                .body("schedule.find { it.kind == 'next' }.due_at", equalTo("2053-03-06T06:00:00Z"));

        passTime(first.minus(Duration.ofDays(1)), first.plus(Duration.ofDays(4)));
        assertThat(startsIn(2053)).as("until three days before").hasSize(1);
        passTime(first.plus(Duration.ofDays(4)), first.plus(Duration.ofDays(30)));

        assertThat(startsIn(2053))
                .containsExactly("2053-03-02T06:00:00Z", "2053-03-09T06:00:00Z", "2053-03-16T05:00:00Z");
        Api.viewer()
                .get(year(2053))
                .then()
                .body("items.status", contains("completed", "completed", "completed"))
                .body("items.ends_at[2]", equalTo("2053-03-16T09:00:00Z"))
                .body("items.series_id.unique()", hasSize(1))
                .body("items.id.unique()", hasSize(3))
                .body("items[2].reminders", contains("PT1H"))
                .body("items[2].schedule.kind", contains("reminder", "start", "complete"))
                .body("items[2].components[0].id", equalTo(web));
        String third = Api.viewer().get(year(2053)).path("items[2].id");
        MaintenanceCalls.get(third)
                .body("updates[0].message", equalTo("To improve security."))
                .body("updates[0].headline", equalTo("Weekly work"))
                .body("updates[0].notify.twitter", equalTo(false))
                .body("audience", contains("eu-data-centre"))
                .body("public", equalTo(false))
                .body("updates[0].posted_at", startsWith("2053-03-13T0"));
    }

    @Test
    void who_slept_through_occurrences_announces_the_next_that_is_to_come() throws Exception {
        Instant first = Instant.parse("2054-03-08T06:00:00Z");
        String id = MaintenanceCalls.announce(
                first, first.plus(NIGHT), List.of(), "\"recurrence\":\"FREQ=WEEKLY\",\"auto_start\":true");

        passTime(
                first.plus(Duration.ofDays(17)), first.plus(Duration.ofDays(17)).plusSeconds(30));

        assertThat(startsIn(2054)).containsExactly("2054-03-08T06:00:00Z", "2054-03-29T05:00:00Z");
        MaintenanceCalls.get(id)
                .body("status", equalTo("scheduled"))
                .body("schedule.find { it.kind == 'start' }.reason", equalTo("the end had passed"));
        cancelSeries(id);
    }

    @Test
    void the_next_occurrence_concerns_what_the_one_before_came_to_concern() throws Exception {
        Instant first = Instant.parse("2052-03-08T06:00:00Z");
        String web = MaintenanceCalls.component("Was concerned");
        String mobile = MaintenanceCalls.component("Is concerned");
        String id = MaintenanceCalls.announce(
                first,
                first.plus(NIGHT),
                List.of(web),
                "\"recurrence\":\"FREQ=WEEKLY;COUNT=2\",\"auto_start\":true,\"auto_complete\":true");
        MaintenanceCalls.change(id, "{\"components\":[\"" + mobile + "\"]}").statusCode(200);

        passTime(first, first.plus(Duration.ofDays(1)));

        MaintenanceCalls.get(id)
                .body("status", equalTo("completed"))
                .body("updates[1].components.id", contains(mobile))
                .body("updates[1].components[0].new_status", equalTo("under_maintenance"))
                .body("updates[2].components[0].new_status", equalTo("operational"));
        Api.viewer().get(year(2052)).then().body("items[1].components.id", contains(mobile));
    }

    @Test
    void an_announcement_that_was_withdrawn_is_not_made_up_of_what_was_said_after_it() throws Exception {
        Instant first = Instant.parse("2059-03-08T06:00:00Z");
        String web = MaintenanceCalls.component("Quiet series");
        String id = MaintenanceCalls.announce(
                first,
                first.plus(NIGHT),
                List.of(web),
                "\"recurrence\":\"FREQ=WEEKLY;COUNT=3\",\"announce_before\":\"P2D\",\"headline\":\"Blurted\","
                        + "\"notify\":{\"twitter\":false}");
        MaintenanceCalls.update(id, "{\"message\":\"See you at ten.\",\"headline\":\"By the way\"}")
                .statusCode(201);
        String announcement = MaintenanceCalls.get(id).extract().path("updates[0].id");
        Api.as(Tokens.token("ada", "admin"))
                .body("{\"reason\":\"Named a customer.\"}")
                .post("/v1/maintenances/{id}/updates/{update}/withdraw", id, announcement)
                .then()
                .statusCode(200);

        passTime(first, first.plus(Duration.ofDays(20)));

        List<String> ids = Api.viewer().get(year(2059)).path("items.id");
        assertThat(ids).hasSize(3);
        MaintenanceCalls.get(ids.get(1))
                .body("updates", hasSize(1))
                .body(
                        "updates[0].message",
                        startsWith("This maintenance takes place from Friday, March 14th, 10:00 pm"))
                .body("updates[0].headline", nullValue())
                .body("components[0].id", equalTo(web));
        MaintenanceCalls.get(ids.get(2))
                .body(
                        "updates[0].message",
                        startsWith("This maintenance takes place from Friday, March 21st, 10:00 pm"))
                .body("updates[0].headline", nullValue());
    }

    @Test
    void cancelling_one_leaves_the_others() throws Exception {
        Instant first = Instant.parse("2055-02-07T06:00:00Z");
        String id = MaintenanceCalls.announce(
                first, first.plus(NIGHT), List.of(), "\"recurrence\":\"FREQ=MONTHLY;BYDAY=1SA\"");

        Api.operator().post("/v1/maintenances/{id}/cancel", id).then().statusCode(200);
        passTime(Instant.parse("2055-02-28T00:00:00Z"), Instant.parse("2055-03-01T00:00:00Z"));

        assertThat(startsIn(2055)).containsExactly("2055-02-07T06:00:00Z", "2055-03-07T06:00:00Z");
        cancelSeries(id);
    }

    @Test
    void cancelling_the_series_takes_back_what_is_to_come_and_nothing_follows() throws Exception {
        Instant first = Instant.parse("2056-02-06T06:00:00Z");
        String id = MaintenanceCalls.announce(
                first, first.plus(NIGHT), List.of(), "\"recurrence\":\"FREQ=WEEKLY\",\"auto_start\":true");
        passTime(first, first.plus(Duration.ofDays(1)));
        String second = Api.viewer().get(year(2056)).path("items[1].id");
        assertThat(second).isNotNull().isNotEqualTo(id);

        Api.operator()
                .body("{\"series\":true,\"message\":\"No more.\"}")
                .post("/v1/maintenances/{id}/cancel", second)
                .then()
                .statusCode(200)
                .body("id", equalTo(second))
                .body("status", equalTo("cancelled"))
                .body("recurrence", nullValue());
        passTime(first.plus(Duration.ofDays(1)), first.plus(Duration.ofDays(40)));

        assertThat(startsIn(2056)).hasSize(2);
        MaintenanceCalls.get(id).body("status", equalTo("in_progress"));
        Api.operator()
                .body("{\"series\":true}")
                .post("/v1/maintenances/{id}/cancel", second)
                .then()
                .statusCode(409);
        String alone = MaintenanceCalls.announce(
                Instant.parse("2057-02-06T06:00:00Z"), Instant.parse("2057-02-06T07:00:00Z"), List.of(), "");
        Api.operator()
                .body("{\"series\":true}")
                .post("/v1/maintenances/{id}/cancel", alone)
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("series"));
    }

    @Test
    void moving_one_moves_no_other_and_a_rule_can_be_taken_away_and_given() {
        Instant first = Instant.parse("2058-02-03T06:00:00Z");
        String id = MaintenanceCalls.announce(first, first.plus(NIGHT), List.of(), "\"recurrence\":\"FREQ=WEEKLY\"");

        MaintenanceCalls.change(id, "{\"starts_at\":\"2058-02-04T06:00:00Z\",\"ends_at\":\"2058-02-04T09:00:00Z\"}")
                .statusCode(200)
                .body("schedule.find { it.kind == 'next' }.due_at", equalTo("2058-02-04T06:00:00Z"));
        MaintenanceCalls.change(id, "{\"recurrence\":null}").statusCode(200).body("recurrence", nullValue());
        assertThat(MaintenanceCalls.stateOf(id, "next", "")).isEqualTo("removed");
        MaintenanceCalls.change(id, "{\"recurrence\":\"FREQ=DAILY;COUNT=9\",\"announce_before\":\"PT1H\"}")
                .statusCode(200)
                .body("recurrence", not(nullValue()))
                .body("schedule.find { it.kind == 'next' }.due_at", equalTo("2058-02-05T05:00:00Z"));
        MaintenanceCalls.change(id, "{\"recurrence\":\"FREQ=MONTHLY;BYDAY=1SA\"}")
                .statusCode(422)
                .body("violations[0].field", equalTo("recurrence"));
        cancelSeries(id);
    }

    /** Three replicas at once, every six hours. */
    private void passTime(Instant from, Instant to) throws Exception {
        List<MaintenanceScheduler> replicas = Stream.of(Duration.ofSeconds(-2), Duration.ZERO, Duration.ofSeconds(2))
                .map(skew -> new SettableClock(time, skew))
                .map(clock -> new MaintenanceScheduler(executor, schedule, new SimpleMeterRegistry(), clock))
                .toList();
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            for (Instant now = from; now.isBefore(to); now = now.plus(Duration.ofHours(6))) {
                time.set(now);
                List<Callable<Integer>> work = new ArrayList<>();
                replicas.forEach(replica -> work.add(replica::runDue));
                for (Future<Integer> done : pool.invokeAll(work)) {
                    done.get();
                }
            }
        }
    }

    private static void cancelSeries(String id) {
        Api.operator()
                .body("{\"series\":true}")
                .post("/v1/maintenances/{id}/cancel", id)
                .then()
                .statusCode(200);
    }

    private static List<String> startsIn(int year) {
        return Api.viewer().get(year(year)).path("items.starts_at");
    }

    private static String year(int year) {
        return "/v1/maintenances?from=" + year + "-01-01T00:00:00Z&to=" + year + "-12-31T00:00:00Z";
    }
}
