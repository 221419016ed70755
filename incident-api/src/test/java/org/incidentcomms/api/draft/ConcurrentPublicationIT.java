package org.incidentcomms.api.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.IncidentLocks;
import org.incidentcomms.api.maintenance.ServiceConnections;
import org.incidentcomms.service.storage.StorageException;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Three schedulers, people and failing connections at the same drafts. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConcurrentPublicationIT extends WithSchedulers {
    /** As many as the pool has. */
    private static final int CONNECTIONS = 16;

    @Inject
    DataSource dataSource;

    @Test
    void each_is_published_once_and_those_about_one_incident_in_the_order_of_their_times() throws Exception {
        List<String> abouts = IntStream.range(0, 8)
                .mapToObj(i -> Api.open("Said by schedule " + i))
                .toList();
        for (int second = 40; second >= 0; second -= 10) {
            for (String about : abouts) {
                update("/v1/incidents/" + about, "{\"message\":\"At " + second + ".\",", DAY.plusSeconds(second));
            }
        }
        List<String> opened = IntStream.range(0, 25)
                .mapToObj(i -> incident("Opened by schedule " + i, DAY.plusSeconds(i)))
                .toList();

        allAtOnce(false, DAY.plusSeconds(5), DAY.plusSeconds(20), DAY.plusSeconds(60));

        for (String about : abouts) {
            assertThat(messagesOf(about))
                    .containsExactly("We are looking into it.", "At 0.", "At 10.", "At 20.", "At 30.", "At 40.");
        }
        assertThatEachWasToldOnce(abouts, 6);
        assertThatEachWasToldOnce(opened, 1);
        assertThat(waiting()).isZero();
    }

    @Test
    void each_is_published_once_although_connections_die_in_the_middle() throws Exception {
        String about = Api.open("Said once all the same");
        for (int second = 0; second < 20; second++) {
            update("/v1/incidents/" + about, "{\"message\":\"At " + second + ".\",", DAY.plusSeconds(second));
        }
        List<String> opened = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            opened.add(incident("Opened once all the same " + i, DAY.plusSeconds(i)));
        }
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicInteger killed = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> killer = threads.submit(() -> killConnections(running, killed));
            Instant now = DAY.plusSeconds(60);
            try {
                for (int round = 0; round < 200 && (waitingWhileConnectionsDie() > 0 || killed.get() == 0); round++) {
                    if (waitingWhileConnectionsDie() == 0) { // all were quicker than the killer
                        synchronized (killed) {
                            opened.add(incident("Opened once all the same, later " + round, now));
                        }
                    }
                    now = now.plusSeconds(60);
                    allAtOnce(true, now);
                }
            } finally {
                running.set(false);
            }
            killer.get();
            allAtOnce(true, now.plus(Duration.ofHours(1)), now.plus(Duration.ofHours(2)));
        }

        assertThat(killed.get()).as("transactions ended from outside").isPositive();
        assertThat(waiting()).isZero();
        assertThat(messagesOf(about))
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of("We are looking into it."),
                                IntStream.range(0, 20).mapToObj(second -> "At " + second + "."))
                        .toList());
        assertThatEachWasToldOnce(List.of(about), 21);
        assertThatEachWasToldOnce(opened, 1);
    }

    @Test
    void published_by_hand_at_the_same_moment_it_is_published_once() throws Exception {
        List<PublicationScheduler> replicas = replicas(Duration.ZERO, Duration.ZERO);
        List<String> opened = new ArrayList<>();
        List<String> talkedOf = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String about = Api.open("By hand and by schedule " + i);
            String path = i % 2 == 0
                    ? "/v1/incidents/" + incident("Opened by hand and by schedule " + i, DAY)
                    : "/v1/incidents/" + about + "/updates/"
                            + update("/v1/incidents/" + about, "{\"message\":\"Both.\",", DAY);
            time.set(DAY);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Callable<Integer> hand =
                        () -> Api.operator().post(path + "/publish").statusCode();
                var answers = new ArrayList<Future<Integer>>();
                answers.add(threads.submit(hand));
                replicas.forEach(replica -> answers.add(threads.submit(replica::runDue)));
                boolean isByHand = answers.getFirst().get() == 200;
                assertThat(answers.getFirst().get()).isIn(200, 409);
                // A replica may have waited for the hand, and then found nothing left to do.
                assertThat(answers.get(1).get() + answers.get(2).get()).isBetween(isByHand ? 0 : 1, 2);
            }
            assertThat(get(path).getString("publication")).isEqualTo("published");
            if (i % 2 == 0) {
                opened.add(path.substring(path.lastIndexOf('/') + 1));
            } else {
                talkedOf.add(about);
            }
        }
        assertThatEachWasToldOnce(opened, 1);
        assertThatEachWasToldOnce(talkedOf, 2);
    }

    @Test
    void who_is_changing_it_when_its_time_comes_goes_before() throws Exception {
        String about = Api.open("Changed at the same moment");
        String path = "/v1/incidents/" + about;
        String update = update(path, "{\"message\":\"Held back.\",", DAY);
        PublicationScheduler scheduler = replicas(Duration.ZERO).getFirst();
        time.set(DAY);
        try (Connection changing = dataSource.getConnection()) {
            changing.setAutoCommit(false);
            IncidentLocks.take(changing, about);
            assertThat(scheduler.runDue()).as("while somebody is busy with it").isZero();
            try (var statement = changing.prepareStatement(
                    "update draft set publish_at = publish_at + interval '1 hour', try_at = try_at + interval '1 hour' where id = ?")) {
                statement.setString(1, update);
                statement.executeUpdate();
            }
            changing.commit();
        }
        assertThat(scheduler.runDue()).isZero();
        assertThat(get(path + "/updates/" + update).getString("publication")).isEqualTo("scheduled");
    }

    @Test
    void a_draft_changed_while_its_incident_is_withdrawn_answers_that_it_is_gone() throws Exception {
        whileWithdrawn(
                "Changed meanwhile",
                path -> Api.operator()
                        .body("{\"message\":\"Slipped through.\"}")
                        .patch(path)
                        .statusCode());
    }

    @Test
    void a_draft_deleted_while_its_incident_is_withdrawn_waits_for_that() throws Exception {
        whileWithdrawn("Deleted meanwhile", path -> Api.operator().delete(path).statusCode());
    }

    private void whileWithdrawn(String title, java.util.function.ToIntFunction<String> call) throws Exception {
        String about = Api.open(title);
        String update = update("/v1/incidents/" + about, "{\"message\":\"Soon.\",", DAY);
        try (Connection withdrawing = dataSource.getConnection();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            withdrawing.setAutoCommit(false);
            IncidentLocks.take(withdrawing, about);
            Future<Integer> answer =
                    threads.submit(() -> call.applyAsInt("/v1/incidents/" + about + "/updates/" + update));
            await().until(() -> answer.isDone() || IncidentLocks.waiting(dataSource) == 1);
            assertThat(answer.isDone()).as("answered while it was withdrawn").isFalse();
            assertThat(isLocked(update)).as("the draft, before the incident").isFalse();
            try (var statement = withdrawing.createStatement()) {
                statement.executeUpdate("delete from draft where incident_id = '" + about + "'");
                statement.executeUpdate("update incident set document = jsonb_set(document, '{withdrawn}', 'true'),"
                        + " is_withdrawn = true where id = '" + about + "'");
            }
            withdrawing.commit();
            assertThat(answer.get()).isEqualTo(410);
        }
        assertThat(database.query("select 1 from draft where id = ?", row -> 1, update))
                .isEmpty();
    }

    private boolean isLocked(String draft) {
        return database.query("select id from draft where id = ? for update skip locked", row -> 1, draft)
                .isEmpty();
    }

    /** Three replicas whose clocks differ, at each of these moments. */
    private void allAtOnce(boolean mayFail, Instant... moments) throws Exception {
        List<PublicationScheduler> replicas = replicas(Duration.ofSeconds(-4), Duration.ZERO, Duration.ofSeconds(3));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Instant moment : moments) {
                time.set(moment);
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
                for (Future<Integer> done : threads.invokeAll(work)) {
                    done.get();
                }
            }
        }
    }

    private static Integer killConnections(AtomicBoolean running, AtomicInteger killed)
            throws InterruptedException, SQLException {
        try (ServiceConnections connections = new ServiceConnections()) {
            while (running.get()) {
                synchronized (killed) {
                    killed.addAndGet(connections.killOneInTransaction());
                }
                Thread.sleep(15);
            }
            return killed.get();
        }
    }

    /** The pool may hand out a connection that was ended in its last transaction, once each. */
    private long waitingWhileConnectionsDie() {
        for (int failures = 0; ; failures++) {
            try {
                return waiting();
            } catch (StorageException e) {
                if (failures == CONNECTIONS) {
                    throw e;
                }
            }
        }
    }
}
