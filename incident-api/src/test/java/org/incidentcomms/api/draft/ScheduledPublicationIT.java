package org.incidentcomms.api.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.EventsOnTopic;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** What is written now and told by itself at a set time, as operators see it. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ScheduledPublicationIT {
    /** By the service's own clock this does not come about. */
    private static final Instant SOME_DAY =
            Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofDays(100));

    @Test
    void an_incident_is_told_at_its_time_by_itself_in_the_name_of_who_scheduled_it() {
        String id = incident("On time", SOME_DAY)
                .statusCode(201)
                .header("ETag", "\"draft-1\"")
                .body("publication", equalTo("scheduled"))
                .body("publish_at", equalTo(SOME_DAY.toString()))
                .body("scheduled_by", equalTo("alex.mann"))
                .body("slug", nullValue())
                .extract()
                .path("id");
        String path = "/v1/incidents/" + id;
        Api.viewer()
                .get(path)
                .then()
                .statusCode(200)
                .body("publication", equalTo("scheduled"))
                .body("publish_at", equalTo(SOME_DAY.toString()));
        Instant publishAt = FirstMoment.accepted(at -> patch(path, "\"draft-1\"", "{\"publish_at\":\"" + at + "\"}")
                                .extract()
                                .statusCode()
                        == 200
                ? Optional.of(at)
                : Optional.empty());

        awaitPublished(path);

        JsonPath told = Api.viewer().get(path).jsonPath();
        assertThat(told.getString("title")).isEqualTo("On time");
        assertThat(told.getLong("version")).isEqualTo(1);
        assertThat(Instant.parse(told.getString("updates[0].posted_at"))).isBetween(publishAt, Instant.now());
        Api.operator()
                .get("/v1/audit?resource=" + id)
                .then()
                .body("items.action", contains("incident.opened", "draft.changed", "draft.created"))
                .body("items[0].actor", equalTo("alex.mann"))
                .body("items[0].address", equalTo("schedule"))
                .body("items[1].address", not(equalTo("schedule")))
                .body("items[1].after.publish_at", containsString("T"));
        try (EventsOnTopic topic = new EventsOnTopic()) {
            List<PublishedEvent> events = topic.awaitOf(id, 1);
            assertThat(events).extracting(PublishedEvent::type).containsExactly(EventType.INCIDENT_OPENED);
        }
    }

    @Test
    void updates_and_maintenances_are_told_at_their_times_too() {
        String about = "/v1/incidents/" + Api.open("Updates on time");
        String update = soonUpdateOf(about, "Now we know.");
        String maintenance = "/v1/maintenances/"
                + FirstMoment.accepted(at -> scheduledId(Api.operator()
                        .body("{\"title\":\"Work on time\",\"message\":\"m\",\"starts_at\":\"2098-08-05T10:00:00Z\","
                                + "\"ends_at\":\"2098-08-05T16:00:00Z\"," + scheduledAt(at) + "}")
                        .post("/v1/maintenances")));

        awaitPublished(about + "/updates/" + update);
        awaitPublished(maintenance);

        Api.viewer()
                .get(about)
                .then()
                .body("updates[1].id", equalTo(update))
                .body("updates[1].message", equalTo("Now we know."));
        Api.viewer().get(maintenance).then().body("status", equalTo("scheduled"));
        awaitPublished(maintenance + "/updates/" + soonUpdateOf(maintenance, "We begin."));
    }

    @Test
    void what_is_scheduled_is_found_beside_the_drafts_and_apart_from_them() {
        String scheduled = incident("Found later", SOME_DAY).extract().path("id");
        String drafted = Api.operator()
                .body("{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"publication\":\"draft\"}")
                .post("/v1/incidents")
                .path("id");
        String about = Api.open("Drafts and others");
        String later = updateOf("/v1/incidents/" + about, "Later.", SOME_DAY);
        String some = Api.operator()
                .body("{\"message\":\"m\",\"publication\":\"draft\"}")
                .post("/v1/incidents/" + about + "/updates")
                .path("id");

        Api.viewer()
                .get("/v1/incidents?publication=scheduled&limit=200")
                .then()
                .body("items.id", hasItem(scheduled))
                .body("items.id", not(hasItem(drafted)))
                .body("items.publication.unique()", contains("scheduled"));
        Api.viewer()
                .get("/v1/incidents?publication=draft&limit=200")
                .then()
                .body("items.id", hasItem(drafted))
                .body("items.id", not(hasItem(scheduled)));
        Api.viewer().get("/v1/incidents?limit=200").then().body("items.id", not(hasItem(scheduled)));
        Api.viewer().get("/v1/maintenances?publication=scheduled").then().body("items.id", not(hasItem(scheduled)));
        Api.viewer()
                .get("/v1/incidents/" + about + "/drafts")
                .then()
                .body("items.id", contains(some, later))
                .body("items.publication", contains("draft", "scheduled"));
        Api.viewer().get("/v1/incidents/" + about).then().body("updates", hasSize(1));
    }

    @Test
    void a_time_that_cannot_be_kept_is_refused_with_what_to_do() {
        Map<String, String> wrong = Map.of(
                "\"publication\":\"scheduled\"",
                "RFC 3339",
                "\"publication\":\"scheduled\",\"publish_at\":null",
                "RFC 3339",
                scheduledAt(Instant.now().minusSeconds(1)),
                "in the future",
                scheduledAt(Instant.now().plus(Duration.ofDays(367))),
                "within 366 days",
                "\"publish_at\":\"" + SOME_DAY + "\"",
                "\"publication\": \"scheduled\"",
                "\"publication\":\"draft\",\"publish_at\":\"" + SOME_DAY + "\"",
                "\"publication\": \"scheduled\"",
                "\"publication\":\"published\",\"publish_at\":\"" + SOME_DAY + "\"",
                "\"publication\": \"scheduled\"");
        String about = Api.open("Refused times");
        Map<String, String> calls = Map.of(
                "/v1/incidents",
                "{\"title\":\"t\",\"message\":\"m\",",
                "/v1/incidents/" + about + "/updates",
                "{\"message\":\"m\",",
                "/v1/maintenances",
                "{\"title\":\"t\",\"message\":\"m\",\"starts_at\":\"2098-08-05T10:00:00Z\","
                        + "\"ends_at\":\"2098-08-05T16:00:00Z\",");

        calls.forEach((path, body) -> wrong.forEach((fields, remedy) -> Api.operator()
                .body(body + fields + "}")
                .post(path)
                .then()
                .statusCode(422)
                .body("violations.field", contains("publish_at"))
                .body("violations[0].message", containsString(remedy))));
        Api.operator()
                .body(
                        "{\"impact\":\"minor\",\"title\":\"t\",\"message\":\"m\",\"publication\":\"scheduled\",\"publish_at\":\"soon\"}")
                .post("/v1/incidents")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("publish_at"));
        Api.operator()
                .body("{\"title\":\"t\",\"message\":\"m\",\"starts_at\":\"" + SOME_DAY.minusSeconds(60)
                        + "\",\"ends_at\":\"" + SOME_DAY + "\"," + scheduledAt(SOME_DAY) + "}")
                .post("/v1/maintenances")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("publish_at"))
                .body("violations[0].message", containsString("before ends_at"));
    }

    @Test
    void its_time_can_be_moved_taken_away_and_given_back() {
        String path = "/v1/incidents/" + incident("Moved", SOME_DAY).extract().path("id");
        Instant another = SOME_DAY.plusSeconds(60);

        patch(path, "\"draft-1\"", "{\"publish_at\":\"" + another + "\"}")
                .statusCode(200)
                .header("ETag", "\"draft-2\"")
                .body("publish_at", equalTo(another.toString()));
        patch(path, "\"draft-1\"", "{\"publication\":\"draft\"}").statusCode(412);
        patch(path, "\"draft-2\"", "{\"publication\":\"draft\"}")
                .statusCode(200)
                .body("publication", equalTo("draft"))
                .body("publish_at", nullValue())
                .body("scheduled_by", nullValue());
        for (String broken : List.of(
                "{\"publish_at\":\"" + SOME_DAY + "\"}",
                "{\"publication\":\"scheduled\"}",
                "{" + scheduledAt(Instant.now().minusSeconds(1)) + "}")) {
            patch(path, "\"draft-3\"", broken).statusCode(422).body("violations[0].field", equalTo("publish_at"));
        }
        patch(path, "\"draft-3\"", "{" + scheduledAt(SOME_DAY) + "}")
                .statusCode(200)
                .body("publication", equalTo("scheduled"))
                .body("publish_at", equalTo(SOME_DAY.toString()));
        patch(path, "\"draft-4\"", "{\"publish_at\":null}")
                .statusCode(422)
                .body("violations[0].field", equalTo("publish_at"));
        patch(path, "\"draft-4\"", "{\"publication\":\"published\",\"publish_at\":null}")
                .statusCode(422)
                .body("violations[0].message", containsString("/publish"));
    }

    @Test
    void it_can_be_cancelled_or_published_at_once() {
        String cancelled =
                "/v1/incidents/" + incident("Cancelled", SOME_DAY).extract().path("id");
        String about = "/v1/incidents/" + Api.open("More at once");
        String update = about + "/updates/" + updateOf(about, "At once.", SOME_DAY);
        String gone = about + "/updates/" + updateOf(about, "Never.", SOME_DAY);

        Api.operator().delete(cancelled).then().statusCode(204);
        Api.operator().delete(gone).then().statusCode(204);
        Api.operator().post(update + "/publish").then().statusCode(200).body("publication", equalTo("published"));

        Api.viewer().get(cancelled).then().statusCode(404);
        Api.viewer().get(gone).then().statusCode(404);
        Api.viewer().get(about + "/drafts").then().body("items", hasSize(0));
        Api.viewer().get(about).then().body("updates.message", contains("We are looking into it.", "At once."));
    }

    private static ValidatableResponse incident(String title, Instant publishAt) {
        return Api.operator()
                .body("{\"impact\":\"minor\",\"title\":\"" + title + "\",\"message\":\"m\"," + scheduledAt(publishAt)
                        + "}")
                .post("/v1/incidents")
                .then();
    }

    private static String updateOf(String path, String message, Instant publishAt) {
        return scheduledId(post(path, message, publishAt)).orElseThrow();
    }

    private static String soonUpdateOf(String path, String message) {
        return FirstMoment.accepted(at -> scheduledId(post(path, message, at)));
    }

    private static Response post(String path, String message, Instant publishAt) {
        return Api.operator()
                .body("{\"message\":\"" + message + "\"," + scheduledAt(publishAt) + "}")
                .post(path + "/updates");
    }

    /** Of what was scheduled; nothing where its time had passed when the request arrived. */
    private static Optional<String> scheduledId(Response response) {
        return response.statusCode() == 422
                ? Optional.empty()
                : Optional.of(response.then()
                        .statusCode(201)
                        .body("publication", equalTo("scheduled"))
                        .extract()
                        .path("id"));
    }

    private static ValidatableResponse patch(String path, String etag, String body) {
        return Api.operator()
                .contentType("application/merge-patch+json")
                .header("If-Match", etag)
                .body(body)
                .patch(path)
                .then();
    }

    private static String scheduledAt(Instant publishAt) {
        return "\"publication\":\"scheduled\",\"publish_at\":\"" + publishAt + "\"";
    }

    private static void awaitPublished(String path) {
        await().until(() -> Api.viewer().get(path).path("publication").equals("published"));
    }
}
