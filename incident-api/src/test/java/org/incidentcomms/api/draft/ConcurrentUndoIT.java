package org.incidentcomms.api.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.IncidentLocks;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Two operators at what is held or still has a blank, and a replica that dies in the middle. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConcurrentUndoIT extends WithSchedulers {
    private static final String BEN = Tokens.token("ben", "operator");
    private static final String LONG = ",\"publish_after\":\"PT10M\"}";

    @Inject
    DataSource dataSource;

    @Test
    void a_replica_that_dies_while_it_publishes_has_told_nothing_and_what_was_stopped_is_never_told() throws Exception {
        String web = Api.addComponent("{\"name\":\"Web\"}");
        String about = Api.open("Stopped while it is published");
        String path = "/v1/incidents/" + about + "/updates";
        Response held = post(
                Api.OPERATOR,
                path,
                "{\"message\":\"Stopped.\",\"components\":[{\"id\":\"" + web + "\",\"status\":\"major_outage\"}]"
                        + LONG);
        String mine = path + "/" + held.then().statusCode(202).extract().path("id");
        time.set(Instant.parse(held.path("publish_at")));
        List<PublicationScheduler> replicas = replicas(Duration.ZERO, Duration.ofMillis(1));

        try (Connection busy = dataSource.getConnection();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            busy.setAutoCommit(false);
            lock(busy, web);
            Future<Integer> doomed = threads.submit(() -> replicas.getFirst().runDue());
            await().until(() -> doomed.isDone() || IncidentLocks.waiting(dataSource) == 1);
            Future<Integer> first =
                    threads.submit(() -> Api.operator().delete(mine).statusCode());
            Future<Integer> second =
                    threads.submit(() -> Api.as(BEN).delete(mine).statusCode());
            await().until(() -> IncidentLocks.waiting(dataSource) == 3);
            IncidentLocks.killWaiting(busy);
            assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder(204, 404);
            busy.rollback();
            await().until(doomed::isDone);
        }

        assertThat(replicas.getLast().runDue()).isZero();
        assertThat(messagesOf(about)).containsExactly("We are looking into it.");
        Api.viewer().get("/v1/components/{id}", web).then().body("status", equalTo("operational"));
        assertThatEachWasToldOnce(List.of(about), 1);
    }

    @Test
    void an_undo_whose_replica_dies_has_stopped_nothing_and_can_be_done_again_or_it_is_told_once() throws Exception {
        for (boolean isStopped : new boolean[] {true, false}) {
            String about = Api.open("Undone or told " + isStopped);
            String path = "/v1/incidents/" + about + "/updates";
            Response held = post(Api.OPERATOR, path, "{\"message\":\"Held.\"" + LONG);
            String mine = path + "/" + held.path("id");
            try (Connection busy = dataSource.getConnection();
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                busy.setAutoCommit(false);
                IncidentLocks.take(busy, about);
                Future<Integer> first =
                        threads.submit(() -> Api.operator().delete(mine).statusCode());
                Future<Integer> second =
                        threads.submit(() -> Api.as(BEN).delete(mine).statusCode());
                await().until(() -> IncidentLocks.waiting(dataSource) == 2);
                killAllWaiting(busy, List.of(first, second));
                assertThat(List.of(first.get(), second.get())).allMatch(answer -> answer >= 500);
                busy.rollback();
            }
            assertThat(get(mine).getString("publication")).isEqualTo("scheduled");

            if (isStopped) {
                await().until(() -> Api.as(BEN).delete(mine).statusCode(), status -> status == 204);
            }
            time.set(Instant.parse(held.path("publish_at")));
            List<PublicationScheduler> replicas = replicas(Duration.ZERO, Duration.ofMillis(1));
            atOnce(List.of(
                    () -> replicas.getFirst().runDue(), () -> replicas.getLast().runDue()));
            replicas.getFirst().runDue();

            assertThatEachWasToldOnce(List.of(about), isStopped ? 1 : 2);
        }
    }

    @Test
    void of_one_who_fills_a_blank_and_one_who_publishes_no_blank_is_told_and_the_text_once() throws Exception {
        for (int round = 0; round < 10; round++) {
            String about = Api.open("Blank " + round);
            String draft = withBlank(about);
            List<Integer> answers = atOnce(List.of(
                    () -> Api.operator()
                            .body("{\"message\":\"It is the network.\"}")
                            .patch(draft)
                            .statusCode(),
                    () -> Api.as(BEN).post(draft + "/publish").statusCode()));
            assertThat(answers.getFirst()).isEqualTo(200);
            assertThat(answers.getLast()).isIn(200, 422);
            if (answers.getLast() == 422) {
                assertThat(messagesOf(about)).hasSize(1);
                Api.as(BEN).post(draft + "/publish").then().statusCode(200);
            }
            assertThat(messagesOf(about)).containsExactly("We are looking into it.", "It is the network.");
            assertThatEachWasToldOnce(List.of(about), 2);
        }
    }

    @Test
    void a_replica_that_dies_while_a_blank_is_filled_and_published_has_told_nothing() throws Exception {
        String about = Api.open("Blank, and killed");
        String draft = withBlank(about);
        try (Connection busy = dataSource.getConnection();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            busy.setAutoCommit(false);
            IncidentLocks.take(busy, about);
            Future<Integer> filled = threads.submit(() -> Api.operator()
                    .body("{\"message\":\"It is the network.\"}")
                    .patch(draft)
                    .statusCode());
            Future<Integer> published =
                    threads.submit(() -> Api.as(BEN).post(draft + "/publish").statusCode());
            await().until(() -> IncidentLocks.waiting(dataSource) == 2);
            killAllWaiting(busy, List.of(filled, published));
            assertThat(List.of(filled.get(), published.get())).allMatch(answer -> answer >= 500);
            busy.rollback();
        }
        assertThat(messagesOf(about)).hasSize(1);

        await().until(() -> Api.as(BEN).post(draft + "/publish").statusCode(), status -> status == 422);
        patch(draft, "{\"message\":\"It is the network.\"}");
        Api.as(BEN).post(draft + "/publish").then().statusCode(200);

        assertThat(messagesOf(about)).containsExactly("We are looking into it.", "It is the network.");
        assertThatEachWasToldOnce(List.of(about), 2);
    }

    /** The second waiter waits for the first one's place in the queue, and for this connection once that is gone. */
    private static void killAllWaiting(Connection busy, List<Future<Integer>> answers) {
        await().until(() -> {
            IncidentLocks.killWaiting(busy);
            return answers.stream().allMatch(Future::isDone);
        });
    }

    private static void lock(Connection connection, String component) throws SQLException {
        try (var statement = connection.prepareStatement("select id from component where id = ? for update")) {
            statement.setString(1, component);
            statement.execute();
        }
    }

    private static String withBlank(String about) {
        return "/v1/incidents/" + about + "/updates/"
                + Api.draftUpdate(about, "{\"message\":\"It is {{cause}}.\",\"publication\":\"draft\"}")
                        .path("id");
    }

    private static Response post(String token, String path, String body) {
        return Api.as(token).body(body).post(path);
    }
}
