package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** The life of incidents, from the call to the topic. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class IncidentLifecycleIT {
    @Test
    void the_second_of_february_can_be_told_as_clicktime_told_it() {
        String id = Api.operator()
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .body("""
                        {"title": "System Temporarily Unavailable", "impact": "critical",
                         "message": "We are actively working on the issue.\\r\\nThank you for your understanding."}""")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", notNullValue())
                .body("id", startsWith("inc_"))
                .body("slug", startsWith("system-temporarily-unavailable"))
                .body("status", equalTo("investigating"))
                .body(
                        "updates[0].message",
                        equalTo("We are actively working on the issue.\nThank you for your understanding."))
                .body("updates[0].notify.email", equalTo(true))
                .extract()
                .path("id");
        Api.operator()
                .body("""
                        {"status": "identified", "headline": "Feb 2nd End-of-Day Update",
                         "author": "ClickTime Web Operations", "message": "As of this evening (Feb 2) …"}""")
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201)
                .header("ETag", "\"2\"")
                .body("id", startsWith("upd_"))
                .body("slug", startsWith("feb-2nd-end-of-day-update"))
                .body("author", equalTo("ClickTime Web Operations"));
        Api.operator()
                .body("""
                        {"status": "resolved", "headline": "Performance back to normal", "author": "Alex Mann",
                         "message": "We've been closely monitoring our systems throughout the day.",
                         "texts": {"email_subject": "ClickTime is back to normal", "twitter": "Back to normal."},
                         "notify": {"twitter": false}}""")
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201)
                .body("notify.twitter", equalTo(false))
                .body("notify.email", equalTo(true));

        Api.viewer()
                .get("/v1/incidents/{id}", id)
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"")
                .body("status", equalTo("resolved"))
                .body("resolved_at", notNullValue())
                .body("updates.status", contains("investigating", "identified", "resolved"));
        try (EventsOnTopic topic = new EventsOnTopic()) {
            List<PublishedEvent> events = topic.awaitOf(id, 3);
            assertThat(events)
                    .extracting(PublishedEvent::type)
                    .containsExactly(EventType.INCIDENT_OPENED, EventType.INCIDENT_UPDATED, EventType.INCIDENT_UPDATED);
            assertThat(events).extracting(PublishedEvent::id).containsExactly(id + "-1", id + "-2", id + "-3");
            assertThat(events.getFirst().traceparent()).startsWith("00-0af7651916cd43dd8448eb211c80319c");
            Incident whole = EventsOnTopic.incident(events.getLast());
            assertThat(whole.updates()).hasSize(3);
            assertThat(((Announcement) events.getLast().data()).updateId())
                    .isEqualTo(whole.updates().getLast().id());
            assertThat(whole.updates().getLast().texts().emailSubject()).isEqualTo("ClickTime is back to normal");
        }
    }

    @Test
    void equal_titles_get_slugs_of_their_own() {
        String first = Api.viewer()
                .get("/v1/incidents/" + Api.open("ClickTime System Status Update"))
                .path("slug");
        String second = Api.viewer()
                .get("/v1/incidents/" + Api.open("ClickTime System Status Update"))
                .path("slug");

        assertThat(first).isEqualTo("clicktime-system-status-update");
        assertThat(second).isEqualTo("clicktime-system-status-update-2");
    }

    @Test
    void a_resolved_incident_can_be_opened_again() {
        String id = Api.open("Opened again");
        update(id, "{\"status\":\"resolved\",\"message\":\"Done.\"}");

        update(id, "{\"status\":\"investigating\",\"message\":\"It is back.\"}");

        Api.viewer()
                .get("/v1/incidents/{id}", id)
                .then()
                .body("status", equalTo("investigating"))
                .body("resolved_at", nullValue());
    }

    @Test
    void an_update_without_a_status_leaves_it() {
        String id = Api.open("No status said");
        update(id, "{\"status\":\"monitoring\",\"message\":\"We watch.\"}");
        update(id, "{\"message\":\"Still watching.\"}");

        Api.viewer().get("/v1/incidents/{id}", id).then().body("status", equalTo("monitoring"));
    }

    @Test
    void title_and_impact_change_without_a_word() {
        String id = Api.open("Sluggish");

        Api.operator()
                .contentType("application/merge-patch+json")
                .header("If-Match", "\"1\"")
                .body("{\"title\":\"Slow log-in\",\"impact\":\"major\"}")
                .patch("/v1/incidents/{id}", id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("slug", equalTo("sluggish"))
                .body("title", equalTo("Slow log-in"));
        Api.operator()
                .body("{\"impact\":\"major\"}")
                .patch("/v1/incidents/{id}", id)
                .then()
                .header("ETag", "\"2\"");

        try (EventsOnTopic topic = new EventsOnTopic()) {
            PublishedEvent edited = topic.awaitOf(id, 2).get(1);
            assertThat(edited.type()).isEqualTo(EventType.INCIDENT_EDITED);
            assertThat(EventsOnTopic.incident(edited).impact()).isEqualTo(Impact.MAJOR);
        }
    }

    @Test
    void lists_are_newest_first_and_paged() {
        String first = Api.open("Listed 1");
        String second = Api.open("Listed 2");
        update(first, "{\"status\":\"resolved\",\"message\":\"Done.\"}");

        String cursor = Api.viewer()
                .get("/v1/incidents?limit=1")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(second))
                .body("items[0].latest_update.message", equalTo("We are looking into it."))
                .extract()
                .path("next_cursor");
        Api.viewer().get("/v1/incidents?limit=1&cursor=" + cursor).then().body("items[0].id", equalTo(first));
        Api.viewer()
                .get("/v1/incidents?status=open&limit=200")
                .then()
                .body("items.id", hasItem(second))
                .body("items.id", not(hasItem(first)));
        Api.viewer().get("/v1/incidents?status=resolved").then().body("items[0].id", equalTo(first));
    }

    @Test
    void the_second_of_two_operators_who_decide_on_the_same_version_is_told() {
        String id = Api.open("Two operators");
        String body = "{\"status\":\"resolved\",\"message\":\"Done.\"}";

        Api.operator()
                .header("If-Match", "\"1\"")
                .body(body)
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201);
        Api.operator()
                .header("If-Match", "\"1\"")
                .body(body)
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(412)
                .header("ETag", "\"2\"")
                .body("current_version", equalTo(2));
    }

    @Test
    void who_did_what_is_in_the_audit_trail() {
        String id = Api.open("Audited");
        update(id, "{\"status\":\"resolved\",\"message\":\"Secret words.\"}");

        Api.operator()
                .get("/v1/audit?resource=" + id)
                .then()
                .statusCode(200)
                .body("items.action", contains("incident.updated", "incident.opened"))
                .body("items[0].actor", equalTo("alex.mann"))
                .body("items[0].address", equalTo("127.0.0.1"))
                .body("items[0].before.status", equalTo("investigating"))
                .body("items[0].after.status", equalTo("resolved"));
    }

    private static void update(String id, String body) {
        Api.operator().body(body).post("/v1/incidents/{id}/updates", id).then().statusCode(201);
    }
}
