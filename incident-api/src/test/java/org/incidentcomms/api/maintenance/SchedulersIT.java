package org.incidentcomms.api.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.EventsOnTopic;
import org.incidentcomms.api.maintenance.schedule.ScheduleStore;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.Update;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three schedulers with clocks of their own on one database, as three replicas would have. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class SchedulersIT {
    private static final String ALL_BY_ITSELF =
            "\"auto_start\":true,\"auto_complete\":true,\"reminders\":[\"P1D\",\"PT1H\",\"PT10M\"]";
    private static final EventType[] WHOLE_LIFE = {
        EventType.MAINTENANCE_SCHEDULED,
        EventType.MAINTENANCE_REMINDED,
        EventType.MAINTENANCE_REMINDED,
        EventType.MAINTENANCE_REMINDED,
        EventType.MAINTENANCE_STARTED,
        EventType.MAINTENANCE_COMPLETED
    };

    @Inject
    ActionExecutor executor;

    @Inject
    ScheduleStore schedule;

    @Inject
    Database database;

    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.EPOCH);

    @Test
    void each_reminder_start_and_completion_happens_once_and_time_never_runs_backwards() throws Exception {
        Instant day = Instant.parse("2047-03-02T10:00:00Z");
        List<String> components = Stream.of("Web", "Mobile", "API")
                .map(MaintenanceCalls::component)
                .toList();
        List<String> ids = announce(60, day, components, new Random(1));
        List<MaintenanceScheduler> replicas = replicas(Duration.ofSeconds(-4), Duration.ZERO, Duration.ofSeconds(3));

        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            AtomicBoolean running = new AtomicBoolean(true);
            Future<Integer> operator = pool.submit(() -> talkOn(ids, running));
            try {
                passTime(pool, replicas, day.minus(Duration.ofDays(2)), day.plus(Duration.ofHours(9)), false);
            } finally {
                running.set(false);
            }
            assertThat(operator.get()).isPositive();
        }

        for (Map.Entry<String, List<PublishedEvent>> told : told(ids).entrySet()) {
            assertThat(told.getValue().stream()
                            .map(PublishedEvent::type)
                            .filter(type -> type != EventType.MAINTENANCE_UPDATED))
                    .as(told.getKey())
                    .containsExactly(WHOLE_LIFE);
            assertThatTimeGoesOn(told.getValue());
            assertThat(statesOf(told.getKey())).hasSize(5).containsOnly("done");
        }
        for (String component : components) {
            assertThat(Api.viewer().get("/v1/components/{id}", component).<String>path("status"))
                    .isEqualTo("operational");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "America/Los_Angeles,2048-02-01T00:00:00Z", "America/Los_Angeles,2048-08-01T00:00:00Z",
        "Australia/Lord_Howe,2048-02-01T00:00:00Z", "Australia/Lord_Howe,2048-08-01T00:00:00Z"
    })
    void each_happens_once_and_in_order_while_the_clocks_change(String zone, Instant before) throws Exception {
        ZoneOffsetTransition change = ZoneId.of(zone).getRules().nextTransition(before);
        Instant edge = change.getInstant();
        List<String> ids = announceAround(edge, zone);
        List<MaintenanceScheduler> replicas = replicas(Duration.ofSeconds(-4), Duration.ZERO, Duration.ofSeconds(3));

        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            passTime(pool, replicas, edge.minus(Duration.ofHours(29)), edge.plus(Duration.ofHours(9)), false);
            passTime(pool, replicas, edge.plus(Duration.ofHours(20)), edge.plus(Duration.ofHours(34)), false);
        }

        for (Map.Entry<String, List<PublishedEvent>> told : told(ids).entrySet()) {
            assertThat(told.getValue().stream().map(PublishedEvent::type))
                    .as(told.getKey())
                    .containsExactly(WHOLE_LIFE);
            assertThatTimeGoesOn(told.getValue());
            assertThat(statesOf(told.getKey())).hasSize(5).containsOnly("done");
            assertThatADayBeforeIsTheSameTimeOnTheClock(told.getKey(), ZoneId.of(zone));
        }
        assertThat(ids.stream().filter(id -> dayBefore(id).toMinutes() != 24 * 60))
                .as("days that are not 24 hours long")
                .hasSizeGreaterThan(2);
    }

    @Test
    void each_happens_once_although_connections_die_in_the_middle() throws Exception {
        Instant day = Instant.parse("2047-05-04T10:00:00Z");
        List<String> ids = announce(30, day, List.of(), new Random(2));
        List<MaintenanceScheduler> replicas = replicas(Duration.ofSeconds(-2), Duration.ZERO, Duration.ofSeconds(5));

        int killed;
        AtomicBoolean running = new AtomicBoolean(true);
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            Future<Integer> killer = pool.submit(() -> killConnections(running));
            try {
                passTime(pool, replicas, day.minus(Duration.ofDays(2)), day.plus(Duration.ofHours(9)), true);
            } finally {
                running.set(false);
            }
            killed = killer.get();
            passTime(pool, replicas, day.plus(Duration.ofHours(9)), day.plus(Duration.ofHours(10)), true);
        }

        assertThat(killed).as("transactions ended from outside").isPositive();
        for (Map.Entry<String, List<PublishedEvent>> told : told(ids).entrySet()) {
            List<EventType> types =
                    told.getValue().stream().map(PublishedEvent::type).toList();
            assertThat(types).containsOnlyOnce(EventType.MAINTENANCE_STARTED, EventType.MAINTENANCE_COMPLETED);
            assertThat(types.stream().filter(type -> type == EventType.MAINTENANCE_REMINDED))
                    .as("reminders of " + told.getKey())
                    .hasSize((int) transitionsOf(told.getKey(), "reminder", "done"));
            assertThat(statesOf(told.getKey())).doesNotContain("pending");
            assertThatTimeGoesOn(told.getValue());
        }
    }

    @Test
    void who_slept_through_all_of_it_tells_it_once_and_says_that_it_is_late() {
        Instant day = Instant.parse("2047-07-06T17:00:00Z");
        String component = MaintenanceCalls.component("Slept through");
        String id = MaintenanceCalls.announce(day, day.plus(Duration.ofHours(6)), List.of(component), ALL_BY_ITSELF);
        MaintenanceScheduler scheduler = replicas(Duration.ZERO).getFirst();

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
        MaintenanceScheduler scheduler = replicas(Duration.ZERO).getFirst();

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
        MaintenanceScheduler scheduler = replicas(Duration.ZERO).getFirst();

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
        MaintenanceScheduler scheduler = replicas(Duration.ZERO).getFirst();

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
        MaintenanceScheduler scheduler = replicas(Duration.ZERO).getFirst();
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
        MaintenanceScheduler scheduler = replicas(Duration.ZERO).getFirst();
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

    private List<MaintenanceScheduler> replicas(Duration... skews) {
        return Stream.of(skews)
                .map(skew -> new SettableClock(time, skew))
                .map(clock -> new MaintenanceScheduler(executor, schedule, new SimpleMeterRegistry(), clock))
                .toList();
    }

    private static List<String> announce(int count, Instant day, List<String> components, Random random) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Instant start = day.plus(Duration.ofMinutes(random.nextInt(300)));
                    List<String> some = new ArrayList<>(components);
                    Collections.shuffle(some, random);
                    return MaintenanceCalls.announce(
                            start,
                            start.plus(Duration.ofMinutes(20 + random.nextInt(180))),
                            some.stream().limit(2).toList(),
                            ALL_BY_ITSELF);
                })
                .toList();
    }

    /** Over the edge, up to it, from it on, and a day later, so that the reminder of a day before lies over it. */
    private static List<String> announceAround(Instant edge, String zone) {
        Duration hour = Duration.ofHours(1);
        return Stream.of(
                        new Window(edge.minus(hour), edge.plus(hour)),
                        new Window(edge.minus(hour.multipliedBy(3)), edge),
                        new Window(edge, edge.plus(hour)),
                        new Window(edge.minusSeconds(1), edge.plusSeconds(1800)),
                        new Window(edge.minusSeconds(1800), edge.plusSeconds(1)),
                        new Window(edge.plus(hour.multipliedBy(2)), edge.plus(hour.multipliedBy(5))),
                        new Window(edge.plus(hour.multipliedBy(22)), edge.plus(hour.multipliedBy(30))),
                        new Window(edge.plus(Duration.ofMinutes(24 * 60 - 10)), edge.plus(hour.multipliedBy(30))))
                .map(window -> MaintenanceCalls.announce(
                        window.from(), window.to(), List.of(), "\"time_zone\":\"" + zone + "\"," + ALL_BY_ITSELF))
                .toList();
    }

    private record Window(Instant from, Instant to) {}

    private static void assertThatADayBeforeIsTheSameTimeOnTheClock(String id, ZoneId zone) {
        JsonPath shown = MaintenanceCalls.get(id).extract().jsonPath();
        LocalDateTime start = local(shown.getString("starts_at"), zone);
        LocalDateTime reminded = local(shown.getString("schedule.find { it.before == 'P1D' }.due_at"), zone);
        LocalDateTime onTheClock = start.minusDays(1);
        // A time the clock skips is told as the one it shows instead.
        assertThat(reminded).isEqualTo(onTheClock.atZone(zone).toLocalDateTime());
    }

    private static LocalDateTime local(String time, ZoneId zone) {
        return Instant.parse(time).atZone(zone).toLocalDateTime();
    }

    private static Duration dayBefore(String id) {
        JsonPath shown = MaintenanceCalls.get(id).extract().jsonPath();
        return Duration.between(
                Instant.parse(shown.getString("schedule.find { it.before == 'P1D' }.due_at")),
                Instant.parse(shown.getString("starts_at")));
    }

    /** All replicas at once, every four minutes of the days in which something happens, and rarely in between. */
    private void passTime(
            ExecutorService pool, List<MaintenanceScheduler> replicas, Instant from, Instant to, boolean mayFail)
            throws Exception {
        Random random = new Random(3);
        for (Instant now = from; now.isBefore(to); now = now.plusSeconds(200 + random.nextInt(100))) {
            time.set(now);
            if (!mayFail && isNothingDueAt(now.plusSeconds(10))) {
                continue;
            }
            int turn = 0;
            do {
                runOnce(pool, replicas, mayFail);
                // A row the operator was at is passed over; its time must not go by because that took long.
            } while (!mayFail && !isNothingDueAt(now) && ++turn < 1_000);
        }
    }

    private static void runOnce(ExecutorService pool, List<MaintenanceScheduler> replicas, boolean mayFail)
            throws Exception {
        List<Callable<Integer>> work = new ArrayList<>();
        replicas.forEach(replica -> work.add(() -> {
            try {
                return replica.runDue();
            } catch (RuntimeException | AssertionError e) {
                if (mayFail) {
                    return 0;
                }
                throw e;
            }
        }));
        for (Future<Integer> done : pool.invokeAll(work)) {
            done.get();
        }
    }

    private boolean isNothingDueAt(Instant now) {
        return database.query(
                        "select 1 from scheduled_transition where state = 'pending' and try_at <= ? limit 1",
                        row -> 1,
                        now)
                .isEmpty();
    }

    private int talkOn(List<String> ids, AtomicBoolean running) {
        Random random = new Random(4);
        int said = 0;
        while (running.get()) {
            MaintenanceCalls.update(ids.get(random.nextInt(ids.size())), "{\"message\":\"By the way.\"}")
                    .statusCode(201);
            said++;
        }
        return said;
    }

    /** Ends transactions of the service that have written something, one after the other. */
    private int killConnections(AtomicBoolean running) throws InterruptedException {
        int killed = 0;
        while (running.get()) {
            killed += ServiceConnections.killOneInTransaction();
            Thread.sleep(25);
        }
        return killed;
    }

    private static Map<String, List<PublishedEvent>> told(List<String> ids) {
        Map<String, List<PublishedEvent>> told = new java.util.LinkedHashMap<>();
        try (EventsOnTopic topic = new EventsOnTopic()) {
            for (String id : ids) {
                int version = MaintenanceCalls.get(id).extract().path("version");
                List<PublishedEvent> events = topic.awaitOf(id, version);
                assertThat(events)
                        .extracting(event -> event.data().aggregateVersion())
                        .containsExactlyElementsOf(java.util.stream.LongStream.rangeClosed(1, version)
                                .boxed()
                                .toList());
                told.put(id, events);
            }
        }
        return told;
    }

    private static void assertThatTimeGoesOn(List<PublishedEvent> events) {
        List<Instant> posted = ((IncidentEvent) events.getLast().data())
                .incident().updates().stream().map(Update::postedAt).toList();
        assertThat(posted).isSorted();
        assertThat(events.stream().map(PublishedEvent::time)).isSorted();
    }

    private static long transitionsOf(String id, String kind, String state) {
        List<Map<String, String>> all = MaintenanceCalls.get(id).extract().path("schedule");
        return all.stream()
                .filter(one -> kind.equals(one.get("kind")) && state.equals(one.get("state")))
                .count();
    }

    private static List<String> statesOf(String id) {
        return MaintenanceCalls.get(id).extract().path("schedule.state");
    }
}
