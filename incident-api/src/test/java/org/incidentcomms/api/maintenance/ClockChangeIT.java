package org.incidentcomms.api.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maintenances around the hour in which the clocks change. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ClockChangeIT extends SchedulerReplicas {
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
}
