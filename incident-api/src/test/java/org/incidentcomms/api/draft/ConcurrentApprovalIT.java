package org.incidentcomms.api.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.IncidentLocks;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Operators, replicas and failing connections at what waits for approval. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConcurrentApprovalIT extends WithApprovals {
    private static final String CARL = Tokens.token("carl", "operator");

    @Inject
    DataSource dataSource;

    @Test
    void of_two_approvals_and_a_deletion_at_once_one_wins_and_it_is_told_once_or_never() throws Exception {
        List<String> told = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            String path = waiting("");
            List<Integer> answers = atOnce(List.of(
                    () -> approve(BEN, path).statusCode(),
                    () -> approve(CARL, path).statusCode(),
                    () -> Api.operator().delete(path).statusCode()));
            boolean isDeleted = answers.get(2) == 204;
            assertThat(answers.subList(0, 2))
                    .allMatch(answer -> isDeleted ? answer == 404 : answer == 200 || answer == 409);
            assertThat(answers.stream().filter(answer -> answer < 300)).hasSize(1);
            if (!isDeleted) {
                told.add(idOf(path));
            }
            assertThat(Api.viewer().get(path).statusCode()).isEqualTo(isDeleted ? 404 : 200);
        }
        assertThatEachWasToldOnce(told, 1);
    }

    @Test
    void approved_while_its_time_comes_on_two_replicas_it_is_told_once_or_still_waits() throws Exception {
        for (int round = 0; round < 10; round++) {
            String path = "/v1/incidents/" + scheduled("/v1/incidents", CRITICAL + ",", DAY);
            time.set(DAY);
            List<PublicationScheduler> replicas = replicas(Duration.ZERO, Duration.ofMillis(1));
            List<Integer> answers = atOnce(List.of(
                    () -> approve(BEN, path).statusCode(),
                    () -> replicas.get(0).runDue(),
                    () -> replicas.get(1).runDue()));
            // Approved before its time by the service's clock, or after a replica has given it up: published at once.
            // Given up after it was read: it has to be read again.
            assertThat(answers.getFirst()).isIn(200, 202, 412);
            if (answers.getFirst() == 412) {
                approve(BEN, path).then().statusCode(200);
            }
            replicas.getFirst().runDue();
            assertThatEachWasToldOnce(List.of(idOf(path)), 1);
        }
    }

    @Test
    void an_approval_whose_replica_dies_in_the_middle_has_told_nothing_and_can_be_given_again() throws Exception {
        String about = published();
        String path = about + "/updates/"
                + post(Api.OPERATOR, about + "/updates", "{\"message\":\"Half told.\"}")
                        .path("id");
        try (Connection busy = dataSource.getConnection();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            busy.setAutoCommit(false);
            IncidentLocks.take(busy, idOf(about));
            Future<Integer> answer = threads.submit(() -> approve(BEN, path).statusCode());
            await().until(() -> answer.isDone() || IncidentLocks.waiting(dataSource) == 1);
            IncidentLocks.killWaiting(busy);
            assertThat(answer.get()).isGreaterThanOrEqualTo(500);
            busy.rollback();
        }
        assertThat(get(path).getString("approval.approved_by")).isNull();

        await().until(() -> approve(BEN, path).statusCode(), status -> status == 200);

        assertThatEachWasToldOnce(List.of(idOf(about)), 2);
    }
}
