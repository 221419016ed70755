package org.incidentcomms.api.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.incidentcomms.api.EventsOnTopic;
import org.incidentcomms.api.maintenance.schedule.ScheduleStore;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.Update;
import org.incidentcomms.service.storage.Database;

/** Schedulers with clocks of their own on one database, as replicas would have, and what they have told. */
abstract class SchedulerReplicas {
    static final String ALL_BY_ITSELF =
            "\"auto_start\":true,\"auto_complete\":true,\"reminders\":[\"P1D\",\"PT1H\",\"PT10M\"]";
    static final EventType[] WHOLE_LIFE = {
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

    final AtomicReference<Instant> time = new AtomicReference<>(Instant.EPOCH);

    List<MaintenanceScheduler> replicas(Duration... skews) {
        return Stream.of(skews)
                .map(skew -> new SettableClock(time, skew))
                .map(clock -> new MaintenanceScheduler(executor, schedule, new SimpleMeterRegistry(), clock))
                .toList();
    }

    /** All replicas at once, every four minutes of the days in which something happens, and rarely in between. */
    void passTime(ExecutorService pool, List<MaintenanceScheduler> replicas, Instant from, Instant to, boolean mayFail)
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

    static Map<String, List<PublishedEvent>> told(List<String> ids) {
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

    static void assertThatTimeGoesOn(List<PublishedEvent> events) {
        List<Instant> posted = ((IncidentEvent) events.getLast().data())
                .incident().updates().stream().map(Update::postedAt).toList();
        assertThat(posted).isSorted();
        assertThat(events.stream().map(PublishedEvent::time)).isSorted();
    }

    static List<String> statesOf(String id) {
        return MaintenanceCalls.get(id).extract().path("schedule.state");
    }
}
