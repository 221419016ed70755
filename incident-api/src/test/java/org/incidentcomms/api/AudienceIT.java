package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.IncidentEdited;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.StatusEvent.IncidentWithdrawn;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Incidents and maintenances for some customers only. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
@WithTestResource(EchoingNotifiers.class)
class AudienceIT {
    private static final String WINDOW =
            "\"starts_at\":\"2048-08-05T10:00:00-07:00\",\"ends_at\":\"2048-08-05T16:00:00-07:00\"";

    @Test
    void every_event_of_a_limited_incident_carries_its_audience_to_the_end() {
        String id = open("\"audience\":[\"eu-data-centre\",\"beta\"]");
        update(id, "identified");
        Api.operator()
                .body("{\"title\":\"Another title\"}")
                .patch("/v1/incidents/{id}", id)
                .then()
                .statusCode(200);
        Api.admin()
                .body("{\"reason\":\"by mistake\"}")
                .post("/v1/incidents/{id}/withdraw", id)
                .then()
                .statusCode(200);

        List<PublishedEvent> events = events(id, 4);
        assertThat(events).extracting(PublishedEvent::data).last().isInstanceOf(IncidentWithdrawn.class);
        assertThat(events).allSatisfy(event -> {
            Incident incident = ((IncidentEvent) event.data()).incident();
            assertThat(incident.audience()).containsExactly("eu-data-centre", "beta");
            assertThat(incident.publicly()).isFalse();
        });
    }

    @Test
    void an_incident_for_everybody_is_public_and_its_events_do_not_mention_it() {
        String id = Api.open("For everybody");

        Api.viewer()
                .get("/v1/incidents/{id}", id)
                .then()
                .body("audience", empty())
                .body("public", equalTo(true));
        Incident incident = ((IncidentEvent) events(id, 1).getFirst().data()).incident();
        assertThat(incident.audience()).isEmpty();
        assertThat(incident.publicly()).isNull();
    }

    @Test
    void whether_it_is_public_can_change_and_is_published_as_an_edit() {
        String id = open("\"audience\":[\"beta\"],\"public\":true");
        Api.viewer().get("/v1/incidents/{id}", id).then().body("public", equalTo(true));

        Api.operator()
                .body("{\"public\":false}")
                .patch("/v1/incidents/{id}", id)
                .then()
                .statusCode(200)
                .body("public", equalTo(false))
                .body("version", equalTo(2));
        Api.operator()
                .body("{\"public\":null}")
                .patch("/v1/incidents/{id}", id)
                .then()
                .statusCode(200)
                .body("version", equalTo(2));

        PublishedEvent edited = events(id, 2).getLast();
        assertThat(edited.data()).isInstanceOf(IncidentEdited.class);
        assertThat(((IncidentEvent) edited.data()).incident().isShownPublicly()).isFalse();
    }

    @Test
    void the_audience_cannot_change() {
        String id = open("\"audience\":[\"beta\"]");

        for (String patch : List.of("{\"audience\":[\"beta\",\"gold\"]}", "{\"audience\":null}")) {
            Api.operator()
                    .body(patch)
                    .patch("/v1/incidents/{id}", id)
                    .then()
                    .statusCode(422)
                    .body("violations[0].field", equalTo("audience"))
                    .body("violations[0].message", containsString("cannot be changed after opening"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[\"Gold Customers\"]",
                "[\"-gold\"]",
                "[\"gold\",\"gold\"]",
                "[\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"]",
                "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\",\"l\",\"m\",\"n\",\"o\",\"p\","
                        + "\"q\",\"r\",\"s\",\"t\",\"u\"]"
            })
    void an_audience_of_another_form_is_refused_by_name(String audience) {
        for (String more : List.of("\"impact\":\"minor\"", WINDOW)) {
            Api.operator()
                    .body("{\"title\":\"t\",\"message\":\"m\"," + more + ",\"audience\":" + audience + "}")
                    .post(more.equals(WINDOW) ? "/v1/maintenances" : "/v1/incidents")
                    .then()
                    .statusCode(422)
                    .body("violations[0].field", org.hamcrest.Matchers.startsWith("audience"));
        }
    }

    @ParameterizedTest
    @CsvSource({"published", "draft"})
    void what_is_for_everybody_cannot_be_hidden(String publication) {
        Api.operator()
                .body("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"public\":false,\"publication\":\""
                        + publication + "\"}")
                .post("/v1/incidents")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("public"))
                .body("violations[0].message", containsString("only with an audience"));
        String id = Api.open("Shown to everybody");
        Api.operator()
                .body("{\"public\":false}")
                .patch("/v1/incidents/{id}", id)
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("public"));
    }

    @Test
    void a_draft_keeps_its_audience_and_may_still_change_it() {
        String id = Api.draft(
                "{\"impact\":\"minor\",\"title\":\"Draft for some\",\"message\":\"m\",\"publication\":\"draft\",\"audience\":"
                        + "[\"beta\"],\"public\":true}");
        Api.operator()
                .body("{\"audience\":[\"gold\"]}")
                .patch("/v1/incidents/{id}", id)
                .then()
                .statusCode(200)
                .body("audience", contains("gold"))
                .body("public", equalTo(true));
        Api.operator()
                .post("/v1/incidents/{id}/publish", id)
                .then()
                .statusCode(200)
                .body("audience", contains("gold"))
                .body("public", equalTo(true));
    }

    @Test
    void a_preview_asks_the_notifiers_about_this_audience() {
        Api.preview("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"audience\":[\"beta\"]}")
                .statusCode(200)
                .body("channels[0].previews[0].parts.event", containsString("\"audience\":[\"beta\"]"))
                .body("channels[0].previews[0].parts.event", containsString("\"public\":false"));
    }

    @Test
    void a_maintenance_keeps_its_audience_and_may_be_made_public() {
        String id = Api.operator()
                .body("{\"title\":\"Work for some\",\"message\":\"m\"," + WINDOW + ",\"audience\":[\"beta\"]}")
                .post("/v1/maintenances")
                .then()
                .statusCode(201)
                .body("audience", contains("beta"))
                .body("public", equalTo(false))
                .extract()
                .path("id");
        Api.operator()
                .body("{\"public\":true}")
                .patch("/v1/maintenances/{id}", id)
                .then()
                .statusCode(200)
                .body("public", equalTo(true))
                .body("audience", contains("beta"));
        Api.operator()
                .body("{\"audience\":[\"gold\"]}")
                .patch("/v1/maintenances/{id}", id)
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("audience"));
    }

    private static String open(String more) {
        return Api.operator()
                .body("{\"impact\":\"minor\",\"title\":\"For some\",\"message\":\"We are looking into it.\"," + more
                        + "}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void update(String id, String status) {
        Api.operator()
                .body("{\"status\":\"" + status + "\",\"message\":\"We found it.\"}")
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201);
    }

    private static List<PublishedEvent> events(String id, int count) {
        try (EventsOnTopic topic = new EventsOnTopic()) {
            return topic.awaitOf(id, count);
        }
    }
}
