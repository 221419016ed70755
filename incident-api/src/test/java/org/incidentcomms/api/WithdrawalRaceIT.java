package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Update;
import org.incidentcomms.testkit.quarkus.ConnectionLimits;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.Test;

/** A withdrawal while others change the incident, hold its row, or wait for Kafka. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class WithdrawalRaceIT {
    @Inject
    DataSource dataSource;

    @Inject
    Flyway flyway;

    @Test
    void no_draft_survives_that_was_written_while_its_incident_was_withdrawn() throws Exception {
        String id = Api.open("Drafted meanwhile");
        String path = "/v1/incidents/" + id;
        try (var withdrawing = dataSource.getConnection();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            withdrawing.setAutoCommit(false);
            IncidentLocks.take(withdrawing, id);
            var drafted = threads.submit(() -> Api.operator()
                    .body("{\"message\":\"Slipped through.\",\"publication\":\"draft\"}")
                    .post(path + "/updates")
                    .statusCode());
            await().until(() -> IncidentLocks.waiting(dataSource) == 1);
            try (var statement = withdrawing.prepareStatement(
                    "update incident set document = jsonb_set(document, '{withdrawn}', 'true') where id = ?")) {
                statement.setString(1, id);
                statement.executeUpdate();
            }
            withdrawing.commit();

            assertThat(drafted.get()).isEqualTo(410);
        }
        assertThat(StoredText.tablesWith(dataSource, "Slipped through")).isEmpty();
    }

    @Test
    void who_waits_for_what_a_frozen_process_holds_is_told_to_try_again() throws Exception {
        String id = Api.open("Held up");
        try (var frozen = dataSource.getConnection()) {
            frozen.setAutoCommit(false);
            IncidentLocks.take(frozen, id);

            Api.operator()
                    .body("{\"message\":\"m\"}")
                    .post("/v1/incidents/" + id + "/updates")
                    .then()
                    .statusCode(503)
                    .body("status", equalTo(503));
            frozen.rollback();
        }
        ConnectionLimits.assertLongForMigrations(flyway);
        ConnectionLimits.assertSet(dataSource, Duration.ofSeconds(20));
        Api.operator()
                .body("{\"message\":\"m\"}")
                .post("/v1/incidents/" + id + "/updates")
                .then()
                .statusCode(201);
    }

    @Test
    void what_has_not_reached_kafka_yet_never_does() throws SQLException {
        Api.open("Before Kafka went away");
        SharedServers.kafka().stop();
        String whole;
        String partly;
        String wrong;
        try {
            whole = Api.open("Unsent secret");
            WithdrawalCalls.update("/v1/incidents/" + whole, "{\"message\":\"Unsent secret.\"}");
            partly = Api.open("Partly unsent");
            wrong = WithdrawalCalls.update("/v1/incidents/" + partly, "{\"message\":\"Unsent secret.\"}");
            WithdrawalCalls.update("/v1/incidents/" + partly, "{\"message\":\"Fine.\"}");
            WithdrawalCalls.withdraw("/v1/incidents/" + whole).then().statusCode(200);
            WithdrawalCalls.withdraw("/v1/incidents/" + partly + "/updates/" + wrong)
                    .then()
                    .statusCode(200);
            assertThat(StoredText.tablesWith(dataSource, "Unsent secret")).isEmpty();
        } finally {
            SharedServers.kafka().start();
        }

        try (EventsOnTopic topic = new EventsOnTopic()) {
            assertThat(topic.awaitOf(partly, 3))
                    .extracting(PublishedEvent::id)
                    .containsExactly(partly + "-1", partly + "-3", partly + "-4");
            assertThat(topic.of(partly))
                    .allSatisfy(
                            event -> assertThat(EventsOnTopic.incident(event).updates())
                                    .extracting(Update::message)
                                    .doesNotContain("Unsent secret."));
            // The very first may have been with the Kafka client when it was taken back.
            List<PublishedEvent> told = await().until(
                            () -> topic.of(whole),
                            events -> !events.isEmpty() && events.getLast().type() == EventType.INCIDENT_WITHDRAWN);
            assertThat(told)
                    .extracting(PublishedEvent::id)
                    .doesNotContain(whole + "-2")
                    .endsWith(whole + "-3");
        }
    }
}
