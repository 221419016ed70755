package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.ComponentState;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.StatusEvent.ComponentEvent;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** The recorded states of components, and their uptime. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ComponentHistoryIT {

    @Inject
    Database database;

    @Test
    void every_change_of_state_is_kept_by_whatever_it_was_made() {
        String web = Api.addComponent("{\"name\":\"Web\"}");
        String incident = Api.operator()
                .body("{\"title\":\"Slow\",\"message\":\"m\",\"components\":[{\"id\":\"" + web
                        + "\",\"status\":\"major_outage\"}]}")
                .post("/v1/incidents")
                .path("id");
        Api.operator()
                .body("{\"message\":\"m\",\"components\":[{\"id\":\"" + web + "\",\"status\":\"major_outage\"}]}")
                .post("/v1/incidents/{id}/updates", incident)
                .then()
                .statusCode(201);
        Api.operator()
                .body("{\"status\":\"partial_outage\"}")
                .patch("/v1/components/{id}", web)
                .then()
                .statusCode(200);
        Api.operator()
                .body("{\"name\":\"The web\"}")
                .patch("/v1/components/{id}", web)
                .then()
                .statusCode(200);
        Api.operator()
                .body("{\"incident_id\":\"" + incident + "\",\"message\":\"m\",\"components\":[{\"id\":\"" + web
                        + "\",\"status\":\"operational\"}]}")
                .post("/v1/previews")
                .then()
                .statusCode(200);

        assertThat(history(web)).containsExactly("operational", "major_outage", "partial_outage");
    }

    @Test
    void each_event_tells_the_states_of_the_last_90_days_and_no_answer_does() {
        String web = Api.addComponent("{\"name\":\"Web\"}");
        database.update(
                "insert into component_state_change (component_id, at, status) select ?, now() - days * interval '1 day',"
                        + " status from (values (120, 'major_outage'), (100, 'partial_outage'), (50, 'operational'))"
                        + " as past (days, status)",
                web);
        Api.operator()
                .body("{\"title\":\"Slow\",\"message\":\"m\",\"components\":[{\"id\":\"" + web
                        + "\",\"status\":\"major_outage\"}]}")
                .post("/v1/incidents")
                .then()
                .statusCode(201);
        Api.operator()
                .body("{\"status\":\"operational\"}")
                .patch("/v1/components/{id}", web)
                .then()
                .statusCode(200)
                .body("$", not(hasKey("history")));
        Api.viewer().get("/v1/components/{id}", web).then().body("$", not(hasKey("history")));
        Api.operator().delete("/v1/components/{id}", web).then().statusCode(204);

        try (EventsOnTopic topic = new EventsOnTopic()) {
            List<Component> told = topic.awaitOf(web, 4).stream()
                    .map(event -> ((ComponentEvent) event.data()).component())
                    .toList();
            assertThat(told.get(0).history())
                    .containsExactly(new ComponentState(
                            ComponentStatus.OPERATIONAL, told.get(0).createdAt()));
            assertThat(told.get(1).history())
                    .as("by an update; the state in which the days began, and not the one before")
                    .extracting(state -> state.status().wire())
                    .containsExactly("partial_outage", "operational", "operational", "major_outage");
            assertThat(told.get(2).history())
                    .as("by hand")
                    .extracting(state -> state.status().wire())
                    .containsExactly("partial_outage", "operational", "operational", "major_outage", "operational");
            assertThat(told.get(2).history().getLast().since())
                    .isEqualTo(told.get(2).updatedAt());
            assertThat(told.get(3).history()).as("deleted").isEmpty();
        }
    }

    @Test
    void of_a_component_that_never_rests_the_newest_500_states_are_told() {
        String web = Api.addComponent("{\"name\":\"Web\"}");
        database.update(
                "insert into component_state_change (component_id, at, status) select ?, now() - (800 - n) * interval"
                        + " '1 minute', case n % 2 when 0 then 'operational' else 'degraded_performance' end"
                        + " from generate_series(1, 700) n",
                web);
        Api.operator().body("{\"name\":\"The web\"}").patch("/v1/components/{id}", web);

        try (EventsOnTopic topic = new EventsOnTopic()) {
            List<ComponentState> told = ((ComponentEvent)
                            topic.awaitOf(web, 2).getLast().data())
                    .component()
                    .history();
            assertThat(told).hasSize(500).isSortedAccordingTo(Comparator.comparing(ComponentState::since));
            assertThat(told.getLast().status()).isEqualTo(ComponentStatus.OPERATIONAL);
        }
    }

    @Test
    void an_incident_filled_in_afterwards_does_not_count() {
        String web = Api.addComponent("{\"name\":\"Web\"}");
        Api.operator()
                .body("{\"title\":\"Past\",\"message\":\"m\",\"status\":\"resolved\","
                        + "\"started_at\":\"2020-01-01T00:00:00Z\",\"components\":[{\"id\":\"" + web
                        + "\",\"status\":\"major_outage\"}]}")
                .post("/v1/incidents")
                .then()
                .statusCode(201);

        assertThat(history(web)).containsExactly("operational");
    }

    @Test
    void its_uptime_is_told_day_by_day() {
        String web = Api.addComponent("{\"name\":\"Web\"}");
        database.update("update component_state_change set at = at - interval '50 hours' where component_id = ?", web);
        Api.operator().body("{\"status\":\"major_outage\"}").patch("/v1/components/{id}", web);
        database.update("""
                update component_state_change set at = at - interval '25 hours'
                where component_id = ? and status = 'major_outage'""", web);

        Api.viewer()
                .get("/v1/components/{id}/uptime", web)
                .then()
                .statusCode(200)
                .body("component_id", equalTo(web))
                .body("time_zone", equalTo("America/Los_Angeles"))
                .body("days", hasSize(90))
                .body("days[0].uptime_percent", nullValue())
                .body("days[89].uptime_percent", equalTo(0.0f))
                .body("days[88].seconds.major_outage", greaterThan(0))
                .body("uptime_percent", greaterThan(40.0f))
                .body("uptime_percent", lessThan(60.0f));
        Api.viewer().get("/v1/components/{id}/uptime?days=1", web).then().body("days", hasSize(1));
    }

    @Test
    void how_many_days_is_checked() {
        String web = Api.addComponent("{\"name\":\"Web\"}");
        for (String wrong : List.of("0", "-1", "367")) {
            Api.viewer()
                    .get("/v1/components/{id}/uptime?days=" + wrong, web)
                    .then()
                    .statusCode(422)
                    .body("violations[0].field", equalTo("days"));
        }
        Api.viewer().get("/v1/components/{id}/uptime?days=many", web).then().statusCode(400);
        Api.viewer().get("/v1/components/cmp_none/uptime").then().statusCode(404);
        Api.as("no.such.token").get("/v1/components/{id}/uptime", web).then().statusCode(401);
    }

    private List<String> history(String component) {
        return database.query(
                "select status from component_state_change where component_id = ? order by at, seq",
                row -> row.getString(1),
                component);
    }
}
