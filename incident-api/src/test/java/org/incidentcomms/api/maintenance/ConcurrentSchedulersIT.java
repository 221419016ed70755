package org.incidentcomms.api.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.incidentcomms.api.Api;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Three schedulers with clocks of their own on one database, as three replicas would have. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConcurrentSchedulersIT extends SchedulerReplicas {
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
    private int killConnections(AtomicBoolean running) throws InterruptedException, SQLException {
        int killed = 0;
        try (ServiceConnections connections = new ServiceConnections()) {
            while (running.get()) {
                killed += connections.killOneInTransaction();
                Thread.sleep(25);
            }
        }
        return killed;
    }

    private static long transitionsOf(String id, String kind, String state) {
        List<Map<String, String>> all = MaintenanceCalls.get(id).extract().path("schedule");
        return all.stream()
                .filter(one -> kind.equals(one.get("kind")) && state.equals(one.get("state")))
                .count();
    }
}
