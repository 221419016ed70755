package org.incidentcomms.api.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.EventsOnTopic;
import org.incidentcomms.api.maintenance.SettableClock;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.Update;
import org.incidentcomms.service.storage.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Schedulers with clocks of their own on one database, as several replicas would have, and calls that schedule. */
abstract class WithSchedulers {
    /** By the service's own clock this does not come about. */
    static final Instant DAY = Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofDays(200));

    @Inject
    DraftPublisher publications;

    @Inject
    Drafts drafts;

    @Inject
    DraftStore store;

    @Inject
    Database database;

    final AtomicReference<Instant> time = new AtomicReference<>(Instant.EPOCH);

    /** What another test scheduled is no business of these clocks, which are ahead of all others. */
    @BeforeEach
    @AfterEach
    void nothingElseIsScheduled() {
        database.update("delete from draft where publish_at is not null");
    }

    List<PublicationScheduler> replicas(Duration... skews) {
        return Stream.of(skews)
                .map(skew -> new SettableClock(time, skew))
                .map(clock -> new PublicationScheduler(publications, drafts, store, new SimpleMeterRegistry(), clock))
                .toList();
    }

    static void assertThatEachWasToldOnce(List<String> ids, int count) {
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

    /** The answers of calls that are made at the same time. */
    static List<Integer> atOnce(List<Callable<Integer>> calls) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    static void resolve(String path) {
        Api.operator()
                .body("{\"status\":\"resolved\",\"message\":\"Over.\"}")
                .post(path + "/updates")
                .then()
                .statusCode(201);
    }

    static String incident(String title, Instant publishAt) {
        return incident(title, publishAt, "");
    }

    static String incident(String title, Instant publishAt, String more) {
        return scheduled(
                "/v1/incidents",
                "{\"impact\":\"minor\",\"title\":\"" + title + "\",\"message\":\"m\"" + more + ",",
                publishAt);
    }

    static String update(String path, String body, Instant publishAt) {
        return scheduled(path + "/updates", body, publishAt);
    }

    static String scheduled(String path, String body, Instant publishAt) {
        return Api.operator()
                .body(body + "\"publication\":\"scheduled\",\"publish_at\":\"" + publishAt + "\"}")
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    static void patch(String path, String body) {
        Api.operator().body(body).patch(path).then().statusCode(200);
    }

    static JsonPath get(String path) {
        return Api.viewer().get(path).then().statusCode(200).extract().jsonPath();
    }

    static List<String> messagesOf(String id) {
        return get("/v1/incidents/" + id).getList("updates.message");
    }

    long waiting() {
        return database.query("select 1 from draft where publish_at is not null", row -> 1)
                .size();
    }
}
