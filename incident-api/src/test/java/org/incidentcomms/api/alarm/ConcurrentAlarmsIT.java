package org.incidentcomms.api.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.IncidentLocks;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Two replicas at promised updates that are overdue, two operators who keep or move them, and a replica that dies. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConcurrentAlarmsIT extends WithAlarms {
    private static final String BEN = Tokens.token("ben", "operator");

    @Inject
    DataSource dataSource;

    @Test
    void two_replicas_that_look_at_once_tell_each_overdue_update_once() throws Exception {
        List<String> ids = IntStream.range(0, 10)
                .mapToObj(i -> open("Overdue " + i, promise(600)))
                .toList();
        List<AlarmWatch> replicas = List.of(watch(address -> true), watch(address -> true));
        clock.pass(Duration.ofMinutes(15));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> looks = replicas.stream()
                    .<Callable<Boolean>>map(replica -> () -> {
                        lookAtAll(replica);
                        return true;
                    })
                    .toList();
            for (Future<Boolean> look : threads.invokeAll(looks)) {
                assertThat(look.get()).isTrue();
            }
        }

        assertThat(ids).allSatisfy(id -> assertThat(about(id)).hasSize(1));
    }

    @Test
    void a_replica_that_dies_while_it_looks_has_told_nothing_and_a_promise_kept_meanwhile_is_never_told()
            throws Exception {
        String kept = open("Kept", promise(600));
        String moved = open("Moved", promise(600));
        String broken = open("Broken", promise(600));
        AlarmWatch doomed = watch(address -> true);
        AlarmWatch survivor = watch(address -> true);
        clock.pass(Duration.ofMinutes(15));

        try (Connection busy = dataSource.getConnection();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            busy.setAutoCommit(false);
            lockAlarms(busy);
            Future<Boolean> look = threads.submit(() -> {
                lookAtAll(doomed);
                return true;
            });
            await().until(() -> look.isDone() || IncidentLocks.waiting(dataSource) == 1);
            update(kept, "");
            Future<Integer> posted = threads.submit(() -> Api.operator()
                    .body("{\"message\":\"m\"" + promise(1_800) + "}")
                    .post("/v1/incidents/{id}/updates", moved)
                    .statusCode());
            Future<Integer> edited = threads.submit(() -> Api.as(BEN)
                    .body("{" + promise(2_400).substring(1) + "}")
                    .patch("/v1/incidents/{id}", moved)
                    .statusCode());
            assertThat(List.of(posted.get(), edited.get())).containsExactly(201, 200);
            IncidentLocks.killWaiting(busy);
            assertThat(look).failsWithin(Duration.ofMinutes(1)).withThrowableOfType(ExecutionException.class);
            busy.rollback();
        }
        assertThat(about(broken)).isEmpty();
        lookAtAll(survivor);
        lookAtAll(survivor);

        assertThat(about(kept)).isEmpty();
        assertThat(about(moved)).isEmpty();
        assertThat(about(broken)).hasSize(1);
        JsonPath stored = Api.viewer().get("/v1/incidents/{id}", moved).jsonPath();
        assertThat(stored.getString("next_update_at")).isEqualTo(stored.getString("updates[-1].next_update_at"));
    }

    @Test
    void what_a_replica_took_and_could_not_tell_before_it_died_is_told_once_by_another_if_it_still_holds()
            throws Exception {
        String kept = open("Kept late", promise(600));
        String broken = open("Broken for good", promise(600));
        clock.pass(Duration.ofMinutes(15));
        lookAtAll(watch(address -> false));
        update(kept, "");
        clock.pass(Duration.ofMinutes(1));

        AlarmWatch survivor = watch(address -> true);
        lookAtAll(survivor);
        lookAtAll(survivor);

        assertThat(about(kept)).isEmpty();
        assertThat(about(broken)).hasSize(1);
    }

    private String promise(int seconds) {
        return ",\"next_update_at\":\"" + now.instant().plusSeconds(seconds) + "\"";
    }

    private static void lockAlarms(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("lock table alarm in exclusive mode");
        }
    }
}
