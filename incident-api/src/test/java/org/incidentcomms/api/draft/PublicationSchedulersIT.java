package org.incidentcomms.api.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.incidentcomms.testkit.Patience.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.EventsOnTopic;
import org.incidentcomms.api.maintenance.ServiceConnections;
import org.incidentcomms.api.maintenance.SettableClock;
import org.incidentcomms.api.scheduling.SchedulerMetrics;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.Update;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.service.storage.StorageException;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three schedulers with clocks of their own on one database, as three replicas would have. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class PublicationSchedulersIT {
    /** As many as the pool has. */
    private static final int CONNECTIONS = 16;

    /** By the service's own clock this does not come about. */
    private static final Instant DAY =
            Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofDays(200));

    @Inject
    DraftPublisher publications;

    @Inject
    Drafts drafts;

    @Inject
    DraftStore store;

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.EPOCH);

    /** What another test scheduled is no business of these clocks, which are ahead of all others. */
    @BeforeEach
    @AfterEach
    void nothingElseIsScheduled() {
        database.update("delete from draft where publish_at is not null");
    }

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
            lock(changing, about);
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
            lock(withdrawing, about);
            Future<Integer> answer =
                    threads.submit(() -> call.applyAsInt("/v1/incidents/" + about + "/updates/" + update));
            await().until(() -> answer.isDone() || waitingForLocks() == 1);
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

    private List<PublicationScheduler> replicas(Duration... skews) {
        return Stream.of(skews)
                .map(skew -> new SettableClock(time, skew))
                .map(clock -> new PublicationScheduler(publications, drafts, store, new SimpleMeterRegistry(), clock))
                .toList();
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

    private static Integer killConnections(AtomicBoolean running, AtomicInteger killed) throws InterruptedException {
        while (running.get()) {
            synchronized (killed) {
                killed.addAndGet(ServiceConnections.killOneInTransaction());
            }
            Thread.sleep(15);
        }
        return killed.get();
    }

    private static void assertThatEachWasToldOnce(List<String> ids, int count) {
        try (EventsOnTopic topic = new EventsOnTopic()) {
            for (String id : ids) {
                JsonPath now = get("/v1/incidents/" + id);
                assertThat(now.getInt("version")).isEqualTo(count);
                assertThat(now.getList("updates")).hasSize(count);
                List<PublishedEvent> events = topic.awaitOf(id, count);
                assertThat(events).hasSize(count);
                assertThat(((IncidentEvent) events.getLast().data())
                                .incident().updates().stream().map(Update::postedAt))
                        .isSorted();
            }
        }
    }

    private long waiting() {
        return database.query("select 1 from draft where publish_at is not null", row -> 1)
                .size();
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

    private int waitingForLocks() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var count = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'")) {
            count.next();
            return count.getInt(1);
        }
    }

    private static void lock(Connection connection, String incidentId) throws SQLException {
        try (var statement = connection.prepareStatement("select id from incident where id = ? for update")) {
            statement.setString(1, incidentId);
            statement.executeQuery().next();
        }
    }

    private static void resolve(String path) {
        Api.operator()
                .body("{\"status\":\"resolved\",\"message\":\"Over.\"}")
                .post(path + "/updates")
                .then()
                .statusCode(201);
    }

    private static String incident(String title, Instant publishAt) {
        return incident(title, publishAt, "");
    }

    private static String incident(String title, Instant publishAt, String more) {
        return scheduled("/v1/incidents", "{\"title\":\"" + title + "\",\"message\":\"m\"" + more + ",", publishAt);
    }

    private static String update(String path, String body, Instant publishAt) {
        return scheduled(path + "/updates", body, publishAt);
    }

    private static String scheduled(String path, String body, Instant publishAt) {
        return Api.operator()
                .body(body + "\"publication\":\"scheduled\",\"publish_at\":\"" + publishAt + "\"}")
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void patch(String path, String body) {
        Api.operator().body(body).patch(path).then().statusCode(200);
    }

    private static JsonPath get(String path) {
        return Api.viewer().get(path).then().statusCode(200).extract().jsonPath();
    }

    private static List<String> messagesOf(String id) {
        return get("/v1/incidents/" + id).getList("updates.message");
    }
}
