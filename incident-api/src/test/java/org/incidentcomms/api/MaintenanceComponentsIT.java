package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.incidentcomms.api.maintenance.MaintenanceCalls;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.ComponentChanged;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** The components of a maintenance, before and after it has begun. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class MaintenanceComponentsIT {
    private static final Instant STARTS = Instant.parse("2048-08-05T17:00:00Z");
    private static final Instant ENDS = Instant.parse("2048-08-05T23:00:00Z");

    @Test
    void components_change_without_a_word_or_with_words_or_with_another_window() {
        String web = MaintenanceCalls.component("Web");
        String mobile = MaintenanceCalls.component("Mobile");
        String login = MaintenanceCalls.component("Log-in");
        String id = MaintenanceCalls.announce(STARTS, ENDS, List.of(web), "");

        MaintenanceCalls.change(id, concerning(web, mobile))
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("components.id", contains(web, mobile))
                .body("updates", hasSize(1));
        MaintenanceCalls.change(id, concerning(mobile, web)).statusCode(200).header("ETag", "\"2\"");
        MaintenanceCalls.change(id, "{\"components\":[\"" + mobile + "\"],\"notify\":{\"twitter\":false}}")
                .statusCode(200)
                .body("components.id", contains(mobile))
                .body("updates[1].message", equalTo("This maintenance affects: Mobile."))
                .body("updates[1].notify.twitter", equalTo(false));
        MaintenanceCalls.change(id, "{\"components\":[\"" + login + "\"],\"ends_at\":\"2048-08-05T17:00:00-07:00\"}")
                .statusCode(200)
                .body("components.id", contains(login))
                .body("updates[2].headline", startsWith("Extended"))
                .body("updates[2].components.id", contains(login))
                .body("updates[2].components[0].new_status", equalTo("operational"));
        MaintenanceCalls.change(id, "{\"components\":null}").statusCode(200).body("components", hasSize(0));

        try (EventsOnTopic topic = new EventsOnTopic()) {
            List<PublishedEvent> events = topic.awaitOf(id, 5);
            assertThat(events)
                    .extracting(PublishedEvent::type)
                    .containsExactly(
                            EventType.MAINTENANCE_SCHEDULED,
                            EventType.INCIDENT_EDITED,
                            EventType.MAINTENANCE_UPDATED,
                            EventType.MAINTENANCE_RESCHEDULED,
                            EventType.INCIDENT_EDITED);
            assertThat(((IncidentEvent) events.get(3).data()).incident().componentIdsEver())
                    .as("who was told of it once hears that it moved")
                    .contains(web, login);
        }
        Api.operator()
                .get("/v1/audit?resource=" + id)
                .then()
                .body("items[3].before.components", contains(web))
                .body("items[3].after.components", contains(web, mobile));
    }

    @Test
    void of_one_that_has_begun_added_components_go_under_maintenance_and_removed_ones_come_back() {
        String web = MaintenanceCalls.component("Web");
        String mobile = MaintenanceCalls.component("Mobile");
        String login = MaintenanceCalls.component("Log-in");
        String down = Api.operator()
                .body("{\"title\":\"Down\",\"message\":\"m\",\"components\":[{\"id\":\"" + mobile
                        + "\",\"status\":\"major_outage\"}]}")
                .post("/v1/incidents")
                .path("id");
        String id = MaintenanceCalls.announce(STARTS, ENDS, List.of(web), "");
        MaintenanceCalls.change(id, concerning(web, mobile)).statusCode(200);
        MaintenanceCalls.update(id, "{\"status\":\"in_progress\",\"message\":\"We have begun.\"}")
                .statusCode(201);
        assertThat(states(web, mobile, login)).containsExactly("under_maintenance", "under_maintenance", "operational");

        MaintenanceCalls.change(id, concerning(login))
                .statusCode(200)
                .body("components[0].status", equalTo("under_maintenance"));
        assertThat(states(web, mobile, login))
                .as("the incident still holds one of them")
                .containsExactly("operational", "major_outage", "under_maintenance");
        MaintenanceCalls.change(
                        id, "{\"components\":[\"" + login + "\",\"" + web + "\"],\"message\":\"The site as well.\"}")
                .statusCode(200)
                .body("updates.last().components.id", contains(web))
                .body("updates.last().components[0].new_status", equalTo("under_maintenance"));
        MaintenanceCalls.update(id, "{\"status\":\"completed\",\"message\":\"Done.\"}")
                .statusCode(201);
        assertThat(states(web, mobile, login)).containsExactly("operational", "major_outage", "operational");
        MaintenanceCalls.change(id, concerning(web)).statusCode(409);
        MaintenanceCalls.change(id, "{\"title\":\"As it was called\"}").statusCode(200);
        Api.operator()
                .body("{\"status\":\"resolved\",\"message\":\"m\",\"restore_components\":true}")
                .post("/v1/incidents/{id}/updates", down);

        try (EventsOnTopic topic = new EventsOnTopic()) {
            assertThat(topic.awaitOf(web, 5))
                    .extracting(e ->
                            ((ComponentChanged) e.data()).component().status().wire())
                    .containsExactly(
                            "operational", "under_maintenance", "operational", "under_maintenance", "operational");
        }
    }

    @Test
    void components_that_are_unknown_or_named_twice_are_refused_and_the_place_named() {
        String web = MaintenanceCalls.component("Web");
        String id = MaintenanceCalls.announce(STARTS, ENDS, List.of(web), "");

        MaintenanceCalls.change(id, concerning("cmp_x"))
                .statusCode(422)
                .body("violations[0].field", equalTo("components[0]"));
        MaintenanceCalls.change(id, concerning(web, web))
                .statusCode(422)
                .body("violations[0].field", equalTo("components[1]"));
        MaintenanceCalls.change(id, "{\"components\":\"cmp_x\"}")
                .statusCode(400)
                .body("violations[0].field", equalTo("components"));
        MaintenanceCalls.change(id, "{\"components\":[null]}")
                .statusCode(422)
                .body("violations[0].field", equalTo("components[0]"));
        Api.viewer().get("/v1/maintenances/{id}", id).then().header("ETag", "\"1\"");
    }

    private static String concerning(String... components) {
        return "{\"components\":[\"" + String.join("\",\"", components) + "\"]}";
    }

    private static List<String> states(String... components) {
        return Stream.of(components)
                .map(id -> Api.viewer().get("/v1/components/{id}", id).<String>path("status"))
                .toList();
    }
}
