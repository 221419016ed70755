package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Trying a call out: the same rules, the same event, and nothing left behind. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
@WithTestResource(EchoingNotifiers.class)
class PreviewsIT {
    private static final String WINDOW =
            "\"starts_at\":\"2048-08-05T10:00:00-07:00\",\"ends_at\":\"2048-08-05T16:00:00-07:00\"";
    private static final String TABLES = """
            select (select count(*) from incident) || ' ' || (select count(*) from outbox) || ' '
                || (select count(*) from slug) || ' ' || (select count(*) from audit) || ' '
                || (select string_agg(id || version || status, ',' order by id) from component)""";

    @Inject
    Database database;

    @Test
    void an_incident_is_shown_as_it_would_be_told_and_nothing_is_left_behind() {
        String web =
                Api.operator().body("{\"name\":\"Web\"}").post("/v1/components").path("id");
        String body = "{\"title\":\"Previewed only\",\"message\":\"We are looking.\",\"components\":[{\"id\":\"" + web
                + "\",\"status\":\"major_outage\"}]}";
        List<String> before = rows();

        Api.preview("{\"incident\":" + body + "}")
                .statusCode(200)
                .body("event_type", equalTo("incident.opened"))
                .body("channels.channel", equalTo(List.of("email", "twitter", "blog")))
                .body("channels.state", equalTo(List.of("ok", "ok", "unavailable")))
                .body("channels[0].recipients", equalTo(1200))
                .body("channels[1].recipients", equalTo(1))
                .body("channels[2].reason", containsString("404"))
                .body("channels[0].previews[0].parts.event", containsString("\"slug\":\"previewed-only\""))
                .body("channels[0].previews[0].parts.event", containsString("\"impact\":\"critical\""));

        assertThat(rows()).isEqualTo(before);
        String opened = Api.operator()
                .body(body)
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .body("slug", equalTo("previewed-only"))
                .extract()
                .path("id");
        try (EventsOnTopic topic = new EventsOnTopic()) {
            topic.awaitOf(opened, 1);
            assertThat(topic.telling("Previewed only")).hasSize(1);
        }
    }

    @Test
    void a_bare_incident_and_a_bare_update_do_as_well() {
        String id = Api.open("Slow log-in");

        Api.preview("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\"}")
                .statusCode(200)
                .body("event_type", equalTo("incident.opened"));
        Api.preview("{\"incident_id\":\"" + id + "\",\"status\":\"resolved\",\"message\":\"Over.\"}")
                .statusCode(200)
                .body("event_type", equalTo("incident.updated"))
                .body("channels[0].previews[0].parts.id", equalTo(id + "-2"))
                .body("channels[0].previews[0].parts.event", containsString("Over."));
        Api.preview("{\"incident_id\":\"" + id + "\",\"update\":{\"message\":\"Still.\"}}")
                .body("channels[0].previews[0].parts.id", equalTo(id + "-2"));
        Api.viewer().get("/v1/incidents/{id}", id).then().header("ETag", "\"1\"");
    }

    @Test
    void a_correction_is_shown_announced_or_silent_as_it_would_be() {
        String id = Api.open("Slow log-in");
        String update = Api.viewer().get("/v1/incidents/{id}", id).path("updates[0].id");
        String about = "{\"incident_id\":\"" + id + "\",\"update_id\":\"" + update + "\",";

        Api.preview(about + "\"correction\":{\"message\":\"Right.\",\"correction\":\"announce\"}}")
                .statusCode(200)
                .body("event_type", equalTo("incident.corrected"));
        Api.preview(about + "\"correction\":{\"message\":\"Right.\"}}").body("event_type", equalTo("incident.edited"));
        Api.preview(about + "\"message\":\"Right.\",\"correction\":\"announce\"}")
                .body("event_type", equalTo("incident.corrected"));
        Api.preview(about + "\"correction\":{\"message\":\"We are looking into it.\"}}")
                .statusCode(200)
                .body("event_type", nullValue())
                .body("channels.state", everyItem(is("not_notified")));
        Api.viewer()
                .get("/v1/incidents/{id}", id)
                .then()
                .body("updates[0].message", equalTo("We are looking into it."));
    }

    @Test
    void a_maintenance_is_shown_announced_moved_told_of_and_cancelled() {
        String window = "\"starts_at\":\"2048-08-05T10:00:00-07:00\",\"ends_at\":\"2048-08-05T16:00:00-07:00\"";
        String body = "{\"impact\":\"minor\",\"title\":\"Maintenance\",\"message\":\"m\"," + window + "}";
        Api.preview("{\"maintenance\":" + body + "}").body("event_type", equalTo("maintenance.scheduled"));
        Api.preview(body).body("event_type", equalTo("maintenance.scheduled"));
        String id = Api.operator().body(body).post("/v1/maintenances").path("id");
        String about = "{\"maintenance_id\":\"" + id + "\",";

        Api.preview(about + "\"update\":{\"message\":\"m\",\"status\":\"in_progress\"}}")
                .statusCode(200)
                .body("event_type", equalTo("maintenance.started"));
        Api.preview(about + "\"change\":{\"ends_at\":\"2048-08-05T17:00:00-07:00\"}}")
                .body("event_type", equalTo("maintenance.rescheduled"));
        Api.preview(about + "\"cancel\":{}}").body("event_type", equalTo("maintenance.cancelled"));
        Api.viewer().get("/v1/maintenances/{id}", id).then().header("ETag", "\"1\"");
    }

    @Test
    void drafts_are_shown_by_their_ids_as_they_would_be_told() {
        String id = Api.open("Slow log-in");
        String update = draft("/v1/incidents/" + id + "/updates", "{\"message\":\"Over.\",\"status\":\"resolved\"}");
        String incident = draft("/v1/incidents", "{\"impact\":\"minor\",\"title\":\"Never told\",\"message\":\"m\"}");
        String maintenance = draft("/v1/maintenances", "{\"title\":\"Maintenance\",\"message\":\"m\"," + WINDOW + "}");
        List<String> before = rows();

        Api.preview("{\"draft\":\"" + update + "\"}")
                .statusCode(200)
                .body("event_type", equalTo("incident.updated"))
                .body("at", nullValue())
                .body("channels[0].recipients", equalTo(1200))
                .body("channels[0].previews[0].parts.id", equalTo(id + "-2"))
                .body("channels[0].previews[0].parts.event", containsString("Over."));
        Api.preview("{\"draft\":\"" + incident + "\"}")
                .body("event_type", equalTo("incident.opened"))
                .body("channels[0].previews[0].parts.id", equalTo(incident + "-1"));
        Api.preview("{\"draft\":\"" + maintenance + "\"}").body("event_type", equalTo("maintenance.scheduled"));

        assertThat(rows()).isEqualTo(before);
        Api.viewer().get("/v1/incidents/{id}/drafts", id).then().body("items.id", hasItem(update));
        Api.operator().post("/v1/incidents/{id}/publish", incident).then().statusCode(200);
        Api.preview("{\"draft\":\"" + incident + "\"}").statusCode(404);
        Api.preview("{\"draft\":\"upd_none\"}").statusCode(404);
    }

    @Test
    void a_draft_that_cannot_be_published_any_more_is_refused_and_the_field_named() {
        String web =
                Api.operator().body("{\"name\":\"Web\"}").post("/v1/components").path("id");
        String draft = draft(
                "/v1/incidents",
                "{\"title\":\"t\",\"message\":\"m\",\"components\":[{\"id\":\"" + web
                        + "\",\"status\":\"major_outage\"}]}");
        Api.operator().delete("/v1/components/{id}", web).then().statusCode(204);

        Api.preview("{\"draft\":\"" + draft + "\"}")
                .statusCode(422)
                .body("violations[0].field", equalTo("draft.components[0].id"));
    }

    @Test
    void what_a_maintenance_will_tell_by_itself_is_shown_as_at_its_moment() {
        String web =
                Api.operator().body("{\"name\":\"Web\"}").post("/v1/components").path("id");
        String body = "{\"title\":\"Maintenance\",\"message\":\"m\"," + WINDOW + ",\"components\":[\"" + web
                + "\"],\"auto_start\":true,\"auto_complete\":true,\"reminders\":[\"PT1H\",\"P1D\"],"
                + "\"complete_message\":\"All is well again.\",\"notify\":{\"twitter\":false}}";
        String id = Api.operator().body(body).post("/v1/maintenances").path("id");
        List<String> before = rows();
        String about = "{\"maintenance_id\":\"" + id + "\",\"automatic\":";

        Api.preview(about + "\"reminder\"}")
                .statusCode(200)
                .body("event_type", equalTo("maintenance.reminded"))
                .body("at", equalTo("2048-08-04T17:00:00Z"))
                .body("channels[0].previews[0].parts.event", containsString("Reminder: Maintenance"));
        Api.preview(about + "\"start\"}")
                .statusCode(200)
                .body("event_type", equalTo("maintenance.started"))
                .body("at", equalTo("2048-08-05T17:00:00Z"))
                .body("channels[0].previews[0].parts.event", containsString("has begun."))
                .body("channels[0].previews[0].parts.event", containsString("\"new_status\":\"under_maintenance\""))
                .body("channels[0].previews[0].parts.event", containsString("\"twitter\":false"));
        Api.preview(about + "\"complete\"}")
                .statusCode(200)
                .body("event_type", equalTo("maintenance.completed"))
                .body("at", equalTo("2048-08-05T23:00:00Z"))
                .body("channels[0].previews[0].parts.id", equalTo(id + "-3"))
                .body("channels[0].previews[0].parts.event", containsString("All is well again."))
                .body("channels[0].previews[0].parts.event", not(containsString("late")));

        assertThat(rows()).isEqualTo(before);
        Api.viewer()
                .get("/v1/maintenances/{id}", id)
                .then()
                .header("ETag", "\"1\"")
                .body("schedule.state", everyItem(is("pending")));
        Api.preview("{\"maintenance\":" + body + ",\"automatic\":\"start\"}")
                .body("event_type", equalTo("maintenance.started"));
        Api.preview("{\"draft\":\"" + draft("/v1/maintenances", body) + "\",\"automatic\":\"reminder\"}")
                .body("event_type", equalTo("maintenance.reminded"));
    }

    @Test
    void what_is_not_to_come_by_itself_cannot_be_shown() {
        String body = "{\"title\":\"Maintenance\",\"message\":\"m\"," + WINDOW + ",\"auto_complete\":true}";
        String id = Api.operator().body(body).post("/v1/maintenances").path("id");
        String about = "{\"maintenance_id\":\"" + id + "\",\"automatic\":";
        for (String none : List.of("reminder", "start")) {
            Api.preview(about + "\"" + none + "\"}").statusCode(409).body("violations[0].field", equalTo("automatic"));
        }
        Api.preview(about + "\"complete\"}").statusCode(200).body("event_type", equalTo("maintenance.completed"));
        Api.operator().post("/v1/maintenances/{id}/cancel", id).then().statusCode(200);
        Api.preview(about + "\"complete\"}")
                .statusCode(409)
                .body("violations[0].message", containsString("it is cancelled"));
        Api.preview("{\"draft\":\"" + draft("/v1/incidents", "{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\"}")
                        + "\",\"automatic\":\"start\"}")
                .statusCode(422)
                .body("violations[0].field", equalTo("automatic"));
    }

    private static String draft(String path, String body) {
        return Api.operator()
                .body(body.substring(0, body.length() - 1) + ",\"publication\":\"draft\"}")
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private List<String> rows() {
        return database.query(TABLES, row -> row.getString(1));
    }
}
