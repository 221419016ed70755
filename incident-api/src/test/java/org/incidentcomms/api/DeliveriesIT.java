package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.events.Topics;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class DeliveriesIT {

    @Test
    void before_any_report_each_channel_is_pending_or_not_wanted() {
        String id = Api.operator()
                .body(
                        "{\"impact\":\"minor\",\"title\":\"Unreported\",\"message\":\"m\",\"notify\":{\"twitter\":false}}")
                .post("/v1/incidents")
                .path("id");

        Api.viewer()
                .get("/v1/incidents/{id}/deliveries", id)
                .then()
                .statusCode(200)
                .body("items.channel", contains("email", "twitter", "blog"))
                .body("items.destination", contains("email", "x", "site"))
                .body("items.state", contains("pending", "skipped", "pending"))
                .body("items[1].reason", equalTo("not_wanted"));
    }

    @Test
    void the_highest_revision_is_shown_in_whatever_order_reports_come() {
        String id = Api.open("Reported");
        report(id, "email", 3, DeliveryState.DELIVERED, 100, 100);
        report(id, "email", 2, DeliveryState.DELIVERING, 100, 40);
        report(id, "wordpress", 1, DeliveryState.DELIVERED, 1, 1);
        report(id, "email", 3, DeliveryState.DELIVERED, 100, 100);
        report(id, "x", 1, DeliveryState.DRY_RUN, 1, 1);

        JsonPath deliveries = await().until(
                        () -> deliveries(id),
                        found -> "dry_run".equals(found.getString("items.find{it.destination=='x'}.state")));
        assertThat(deliveries.getList("items.destination", String.class))
                .containsExactly("email", "x", "site", "wordpress");
        assertThat(deliveries.getList("items.channel", String.class))
                .containsExactly("email", "twitter", "blog", "blog");
        assertThat(deliveries.getString("items[0].state")).isEqualTo("delivered");
        assertThat(deliveries.getLong("items[0].delivered")).isEqualTo(100);
        assertThat(deliveries.getString("items[0].url")).isEqualTo("https://example.org/email");
        assertThat(deliveries.getString("items[2].state")).isEqualTo("pending");
    }

    @Test
    void what_is_no_report_does_not_stop_the_next() {
        String id = Api.open("After the poison");
        send("poison", "not json".getBytes(StandardCharsets.UTF_8));
        send("poison", "{}".getBytes(StandardCharsets.UTF_8));
        send("poison", new byte[0]);
        report(id, "x", 1, DeliveryState.DELIVERED, 1, 1);

        await().until(() -> deliveries(id).getList("items.state", String.class).contains("delivered"));
    }

    @Test
    void an_update_and_its_correction_are_told_apart() {
        String id = Api.open("Corrected");
        String update = Api.viewer().get("/v1/incidents/{id}", id).path("updates[0].id");
        Api.operator()
                .body("{\"message\":\"Right.\",\"correction\":\"announce\"}")
                .patch("/v1/incidents/{id}/updates/{u}", id, update)
                .then()
                .statusCode(200);

        JsonPath deliveries = deliveries(id);
        assertThat(deliveries.getList("items.update_id", String.class))
                .hasSize(6)
                .containsOnly(update);
        assertThat(deliveries.getList("items.event_type", String.class).stream().distinct())
                .containsExactly("incident.opened", "incident.corrected");
    }

    @Test
    void retry_and_stop_travel_as_events() {
        String id = Api.open("Stopped");
        String update = Api.viewer().get("/v1/incidents/{id}", id).path("updates[0].id");

        Api.operator()
                .post("/v1/incidents/{id}/deliveries/retry", id)
                .then()
                .statusCode(202)
                .body("event_id", equalTo(id + "-2"));
        Api.operator()
                .body("{\"update_id\":\"" + update + "\",\"channels\":[\"email\"]}")
                .post("/v1/incidents/{id}/deliveries/stop", id)
                .then()
                .statusCode(202)
                .header("ETag", "\"3\"");
        Api.operator()
                .body("{\"update_id\":\"upd_nope\"}")
                .post("/v1/incidents/{id}/deliveries/stop", id)
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("update_id"));
        Api.operator()
                .body("{\"channels\":[\"fax\"]}")
                .post("/v1/incidents/{id}/deliveries/stop", id)
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("channels[0]"));
        Api.operator().post("/v1/incidents/inc_nope/deliveries/stop").then().statusCode(404);

        try (EventsOnTopic topic = new EventsOnTopic()) {
            var events = topic.awaitOf(id, 3);
            assertThat(events.get(1).type()).isEqualTo(EventType.DELIVERY_RETRY_REQUESTED);
            assertThat(((DeliveryRetryRequested) events.get(1).data()).channels())
                    .isEmpty();
            DeliveryStopRequested stop = (DeliveryStopRequested) events.get(2).data();
            assertThat(stop.updateId()).isEqualTo(update);
            assertThat(stop.channels()).containsExactly("email");
            assertThat(stop.incident().updates()).hasSize(1);
        }
    }

    private static JsonPath deliveries(String id) {
        return Api.viewer()
                .get("/v1/incidents/{id}/deliveries", id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void report(
            String id, String destination, long revision, DeliveryState state, long total, long delivered) {
        String update = Api.viewer().get("/v1/incidents/{id}", id).path("updates[0].id");
        send(
                id,
                new EventCodec()
                        .encode(new DeliveryReport(
                                id + "-1",
                                id,
                                update,
                                destination,
                                revision,
                                state,
                                total,
                                delivered,
                                0,
                                0,
                                total - delivered,
                                "https://example.org/" + destination,
                                null,
                                Instant.now(),
                                Instant.now())));
    }

    private static void send(String key, byte[] value) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var unused = producer.send(new ProducerRecord<>(Topics.DELIVERY_REPORTS, key, value));
        }
    }
}
