package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.incident.Incidents;
import org.incidentcomms.api.incident.OpenIncident;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Topics;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a 201 promises, with everything running and with something away. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class AcceptanceIT {
    private static final Caller CALLER = new Caller("alex.mann", "alex.mann", "127.0.0.1", null);

    @Inject
    Incidents incidents;

    @Inject
    DataSource dataSource;

    @AfterEach
    void allIsRunningAgain() {
        SharedServers.kafka().start();
        SharedServers.postgres().start();
    }

    @Test
    void a_transaction_that_is_rolled_back_leaves_neither_incident_nor_event() throws SQLException {
        String[] id = new String[1];

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    id[0] = incidents
                            .open(command("Rolled back"), CALLER)
                            .document()
                            .id();
                    throw new IllegalStateException("something else fails");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(count("select count(*) from incident where id = ?", id[0])).isZero();
        assertThat(count("select count(*) from outbox where key = ?", id[0])).isZero();
        assertThat(count("select count(*) from audit where resource_id = ?", id[0]))
                .isZero();
        assertThat(count(
                        "select count(*) from slug where slug = encode(sha256(convert_to(?, 'UTF8')), 'hex')",
                        "rolled-back"))
                .isZero();
    }

    @Test
    void what_is_committed_is_committed_together() throws SQLException {
        String id = Api.open("Together");

        assertThat(count("select count(*) from incident where id = ?", id)).isOne();
        assertThat(count("select count(*) from outbox where key = ?", id)).isOne();
        assertThat(count("select count(*) from audit where resource_id = ?", id))
                .isOne();
    }

    @Test
    void an_event_that_could_never_be_published_is_refused_and_not_stored() throws SQLException {
        String id = Api.open("Endless");
        int almost = Topics.MAX_EVENT_BYTES - 30_000;
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("""
                        update incident set document = jsonb_set(document, '{updates,0,message}', to_jsonb(repeat('x', ?)))
                        where id = ?""")) {
            statement.setInt(1, almost);
            statement.setString(2, id);
            assertThat(statement.executeUpdate()).isOne();
        }

        Api.operator()
                .body("{\"message\":\"" + "\\u00fc".repeat(25_000) + "\"}")
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("message"));
        assertThat(count("select version from incident where id = ?", id)).isOne();
        assertThat(count("select count(*) from outbox where key = ?", id)).isOne();

        Api.operator()
                .body("{\"message\":\"Short enough.\"}")
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201);
        try (EventsOnTopic topic = new EventsOnTopic()) {
            assertThat(topic.awaitOf(id, 2)).hasSize(2);
        }
    }

    @Test
    void eight_operators_at_once_lose_no_update_and_the_topic_has_the_order_of_the_versions() throws Exception {
        List<String> ids = List.of(Api.open("Crowd 1"), Api.open("Crowd 2"));
        int each = 20;
        List<Future<Integer>> posts = new ArrayList<>();
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (int operator = 0; operator < 8; operator++) {
                for (int i = 0; i < each; i++) {
                    String id = ids.get((operator + i) % 2);
                    posts.add(pool.submit(() -> Api.operator()
                            .body("{\"message\":\"More.\"}")
                            .post("/v1/incidents/{id}/updates", id)
                            .statusCode()));
                }
            }
        }
        for (Future<Integer> post : posts) {
            assertThat(post.get()).isEqualTo(201);
        }

        try (EventsOnTopic topic = new EventsOnTopic()) {
            for (String id : ids) {
                int versions = 1 + 8 * each / 2;
                assertThat(topic.awaitOf(id, versions))
                        .extracting(event -> event.data().aggregateVersion())
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, versions).boxed().toList());
                Api.viewer().get("/v1/incidents/{id}", id).then().body("updates.size()", equalTo(versions));
            }
        }
    }

    @Test
    void with_kafka_away_incidents_are_accepted_at_once_and_published_later_in_order() {
        Api.open("Before");
        SharedServers.kafka().stop();
        List<String> ids = new ArrayList<>();
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            long start = System.nanoTime();
            String id = Api.open("While away " + i);
            Api.operator()
                    .body("{\"message\":\"More.\"}")
                    .post("/v1/incidents/{id}/updates", id)
                    .then()
                    .statusCode(201);
            millis.add((System.nanoTime() - start) / 2_000_000);
            ids.add(id);
        }
        assertThat(millis.stream().sorted().toList().get(37))
                .as("a request never waits for Kafka, which would take as long as its client may wait for the broker")
                .isLessThan(3_000);
        Api.viewer().get("/q/health/ready").then().statusCode(200);
        await().untilAsserted(() -> Api.viewer()
                .get("/q/health")
                .then()
                .statusCode(200)
                .body("checks.find{it.name=='kafka'}.data.degraded", equalTo(true)));

        SharedServers.kafka().start();

        try (EventsOnTopic topic = new EventsOnTopic()) {
            for (String id : ids) {
                assertThat(topic.awaitOf(id, 2)).extracting(event -> event.id()).startsWith(id + "-1", id + "-2");
            }
        }
    }

    @Test
    void with_the_database_away_a_call_is_503_soon_and_good_again_after() {
        SharedServers.postgres().stop();

        long start = System.nanoTime();
        Api.operator()
                .body("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\"}")
                .post("/v1/incidents")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .contentType("application/problem+json");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("no longer than a transaction may take")
                .isLessThan(Duration.ofSeconds(15));
        Api.viewer().get("/q/health/ready").then().statusCode(503);

        SharedServers.postgres().start();
        await().ignoreExceptions()
                .untilAsserted(() -> Api.viewer().get("/v1/incidents").then().statusCode(200));
        String id = Api.open("Back");
        try (EventsOnTopic topic = new EventsOnTopic()) {
            assertThat(topic.awaitOf(id, 1)).hasSize(1);
        }
    }

    private static OpenIncident command(String title) {
        return new OpenIncident(
                title,
                null,
                Impact.MINOR,
                "m",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private long count(String sql, String parameter) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
