package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.StatusEvent.IncidentEdited;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom an incident concerns, and what is promised: scope, next update, post-mortem. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
@WithTestResource(EchoingNotifiers.class)
class PromisesIT {
    private static final Instant SOON =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3_600);
    private static final Instant LATER = SOON.plusSeconds(1_800);

    @Test
    void scope_and_next_update_are_those_of_the_newest_update_everywhere() {
        String id = open();
        get(id).body("scope", equalTo("Some customers"))
                .body("next_update_at", equalTo(SOON.toString()))
                .body("updates[0].scope", equalTo("Some customers"))
                .body("updates[0].next_update_at", equalTo(SOON.toString()));

        update(id, "\"scope\":\" Customers in Europe \",\"next_update_at\":\"" + LATER + "\"")
                .statusCode(201)
                .body("scope", equalTo("Customers in Europe"))
                .body("next_update_at", equalTo(LATER.toString()));
        get(id).body("scope", equalTo("Customers in Europe")).body("next_update_at", equalTo(LATER.toString()));
        Api.viewer()
                .get("/v1/incidents?limit=200")
                .then()
                .body("items.find { it.id == '" + id + "' }.scope", equalTo("Customers in Europe"))
                .body("items.find { it.id == '" + id + "' }.next_update_at", equalTo(LATER.toString()));
        try (EventsOnTopic topic = new EventsOnTopic()) {
            Incident told = EventsOnTopic.incident(topic.awaitOf(id, 2).getLast());
            assertThat(told.scope()).isEqualTo("Customers in Europe");
            assertThat(told.nextUpdateAt()).isEqualTo(LATER);
        }
    }

    @ParameterizedTest
    @CsvSource({"identified", "resolved"})
    void an_update_without_a_promise_ends_it_and_so_does_the_end(String status) {
        String id = open();

        update(id, "\"status\":\"" + status + "\"").statusCode(201);

        get(id).body("next_update_at", nullValue()).body("scope", nullValue());
    }

    @Test
    void a_promise_can_be_moved_and_taken_back_without_telling_anybody() {
        String id = open();

        patch(id, "{\"next_update_at\":\"" + LATER + "\",\"scope\":\"Most customers\"}")
                .statusCode(200)
                .body("version", equalTo(2))
                .body("next_update_at", equalTo(LATER.toString()))
                .body("updates[0].scope", equalTo("Most customers"))
                .body("updates[0].edited_at", nullValue());
        patch(id, "{\"title\":\"Slow reports\"}").body("next_update_at", equalTo(LATER.toString()));
        patch(id, "{\"next_update_at\":null,\"scope\":null}")
                .body("next_update_at", nullValue())
                .body("scope", nullValue())
                .body("version", equalTo(4));

        try (EventsOnTopic topic = new EventsOnTopic()) {
            assertThat(topic.awaitOf(id, 4).subList(1, 4))
                    .allSatisfy(event -> assertThat(event.data()).isInstanceOf(IncidentEdited.class));
        }
    }

    @Test
    void a_correction_may_change_what_the_newest_update_promises_and_no_older_one() {
        String id = open();
        String first = get(id).extract().path("updates[0].id");
        update(id, "\"next_update_at\":\"" + SOON + "\"").statusCode(201);
        String second = get(id).extract().path("updates[1].id");

        correct(id, second, "{\"next_update_at\":\"" + LATER + "\",\"analysis_promised\":true}")
                .statusCode(200)
                .body("next_update_at", equalTo(LATER.toString()))
                .body("analysis_promised", equalTo(true));
        correct(id, first, "{\"next_update_at\":\"" + LATER + "\"}")
                .statusCode(422)
                .body("violations[0].field", equalTo("next_update_at"))
                .body("violations[0].message", containsString("newest"));
        correct(id, first, "{\"message\":\"We were looking into it.\"}")
                .statusCode(200)
                .body("next_update_at", equalTo(SOON.toString()));
    }

    @Test
    void a_draft_keeps_them_and_a_preview_shows_them() {
        String fields = "\"title\":\"Slow\",\"message\":\"m\",\"impact\":\"minor\",\"scope\":\"Some customers\","
                + "\"next_update_at\":\"" + SOON + "\"";
        String id = Api.draft("{" + fields + ",\"publication\":\"draft\"}");
        get(id).body("scope", equalTo("Some customers"))
                .body("next_update_at", containsString(SOON.toString().substring(0, 19)));

        Api.preview("{" + fields + "}")
                .statusCode(200)
                .body(containsString("Some customers"))
                .body(containsString("next_update_at"));
        Api.operator().post("/v1/incidents/{id}/publish", id).then().statusCode(200);
        get(id).body("scope", equalTo("Some customers")).body("next_update_at", equalTo(SOON.toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"next_update_at\":\"2020-01-01T00:00:00Z\" | next_update_at | must be in the future",
                "\"next_update_at\":\"9000-01-01T00:00:00Z\" | next_update_at | within 366 days",
                "\"status\":\"resolved\",\"next_update_at\":\"@\" | next_update_at | must be absent with status resolved",
                "\"scope\":\"#\" | scope | at most 80 characters",
                "\"scope\":\" \" | scope | must not be blank"
            })
    void what_cannot_be_promised_is_refused_and_named(String fields, String field, String message) {
        String id = open();

        update(id, fields.replace("@", SOON.toString()).replace("#", "x".repeat(81)))
                .statusCode(422)
                .body("violations[0].field", equalTo(field))
                .body("violations[0].message", containsString(message));
    }

    private static String open() {
        return Api.operator()
                .body("{\"title\":\"Slow\",\"message\":\"m\",\"impact\":\"minor\",\"scope\":\"Some customers\","
                        + "\"next_update_at\":\"" + SOON + "\"}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static ValidatableResponse get(String id) {
        return Api.viewer().get("/v1/incidents/{id}", id).then();
    }

    private static ValidatableResponse update(String id, String fields) {
        return Api.operator()
                .body("{\"message\":\"m\"," + fields + "}")
                .post("/v1/incidents/{id}/updates", id)
                .then();
    }

    private static ValidatableResponse patch(String id, String body) {
        return Api.operator().body(body).patch("/v1/incidents/{id}", id).then();
    }

    private static ValidatableResponse correct(String id, String updateId, String body) {
        return Api.operator()
                .body(body)
                .patch("/v1/incidents/{id}/updates/{update}", id, updateId)
                .then();
    }
}
