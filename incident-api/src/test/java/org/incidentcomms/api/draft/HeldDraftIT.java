package org.incidentcomms.api.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.incidentcomms.api.Api;
import org.incidentcomms.service.digest.Sha256;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drafts that are published so that they can be taken back for a moment. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class HeldDraftIT extends WithSchedulers {
    /** Long enough that the service's own scheduler does not come before the test's. */
    private static final String LONG = "{\"publish_after\":\"PT10M\"}";

    @Test
    void a_draft_of_an_update_is_held_taken_back_held_again_and_told_once() {
        String about = Api.open("Held draft");
        String draft = draftOf(about, "{\"message\":\"Drafted.\",\"publication\":\"draft\"}");
        String key = UUID.randomUUID().toString();

        Response held = publish(draft, LONG, key);
        held.then()
                .statusCode(202)
                .header("ETag", "\"draft-2\"")
                .body("publication", equalTo("scheduled"))
                .body("held", equalTo("undo"))
                .body("scheduled_by", equalTo("alex.mann"));
        publish(draft, LONG, key).then().statusCode(202).body("publication", equalTo("scheduled"));
        assertThat(messagesOf(about)).hasSize(1);
        patch(draft, "{\"publication\":\"draft\"}");
        time.set(Instant.parse(held.path("publish_at")));
        assertThat(replicas(Duration.ZERO).getFirst().runDue()).isZero();
        Api.viewer()
                .get(draft)
                .then()
                .body("publication", equalTo("draft"))
                .body("message", equalTo("Drafted."))
                .body("held", nullValue());
        publish(draft, LONG, key).then().statusCode(202).body("publication", equalTo("draft"));

        Response again = publish(draft, LONG, UUID.randomUUID().toString());
        time.set(Instant.parse(again.path("publish_at")));
        assertThat(replicas(Duration.ZERO).getFirst().runDue()).isEqualTo(1);

        assertThatEachWasToldOnce(List.of(about), 2);
        assertThat(messagesOf(about)).containsExactly("We are looking into it.", "Drafted.");
        Api.operator()
                .header("If-Match", again.header("ETag"))
                .body("{\"publication\":\"draft\"}")
                .patch(draft)
                .then()
                .statusCode(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/incidents", "/v1/maintenances"})
    void a_draft_of_something_new_is_held_and_told_at_its_time(String all) {
        String path = all + "/"
                + Api.operator()
                        .body("{\"title\":\"Drafted\",\"message\":\"m\",\"publication\":\"draft\""
                                + (all.endsWith("maintenances")
                                        ? ",\"starts_at\":\"2098-08-05T10:00:00Z\",\"ends_at\":\"2098-08-05T16:00:00Z\"}"
                                        : ",\"impact\":\"minor\"}"))
                        .post(all)
                        .path("id");

        Response held = publish(path, LONG, UUID.randomUUID().toString());

        held.then().statusCode(202).body("held", equalTo("undo"));
        time.set(Instant.parse(held.path("publish_at")));
        assertThat(replicas(Duration.ZERO).getFirst().runDue()).isEqualTo(1);
        Api.viewer().get(path).then().body("publication", equalTo("published")).body("version", equalTo(1));
    }

    @Test
    void a_second_one_in_that_incident_is_refused_and_names_the_first() {
        String about = Api.open("Two drafts");
        String one = draftOf(about, "{\"message\":\"One.\",\"publication\":\"draft\"}");
        String other = draftOf(about, "{\"message\":\"Other.\",\"publication\":\"draft\"}");
        publish(one, LONG, UUID.randomUUID().toString()).then().statusCode(202);

        publish(other, LONG, UUID.randomUUID().toString())
                .then()
                .statusCode(409)
                .body("detail", containsString("PATCH " + one + " with publication: draft"));

        assertThat(waiting()).isEqualTo(1);
        patch(one, "{\"publication\":\"draft\"}");
        assertThat(get(one).getString("message")).isEqualTo("One.");
        publish(other, LONG, UUID.randomUUID().toString()).then().statusCode(202);
    }

    @Test
    void what_is_held_is_changed_by_making_it_a_draft_again() {
        String draft = draftOf(Api.open("Changed while held"), "{\"message\":\"Wrong.\",\"publication\":\"draft\"}");
        publish(draft, LONG, UUID.randomUUID().toString()).then().statusCode(202);

        Api.operator()
                .body("{\"message\":\"Right.\"}")
                .patch(draft)
                .then()
                .statusCode(409)
                .body("detail", containsString("PATCH " + draft + " with publication: draft"));

        patch(draft, "{\"message\":\"Right.\",\"publication\":\"draft\"}");
        assertThat(get(draft).getString("message")).isEqualTo("Right.");
    }

    @Test
    void what_is_held_is_not_held_for_longer() {
        String draft = draftOf(Api.open("Held once"), "{\"message\":\"m\",\"publication\":\"draft\"}");
        Response held = publish(draft, LONG, UUID.randomUUID().toString());

        Api.as(Tokens.token("ben", "operator"))
                .body(LONG)
                .post(draft + "/publish")
                .then()
                .statusCode(409)
                .body("detail", containsString("alex.mann"));

        assertThat(get(draft).getString("publish_at")).isEqualTo(held.path("publish_at"));
        assertThat(get(draft).getString("scheduled_by")).isEqualTo("alex.mann");
        Api.operator().post(draft + "/publish").then().statusCode(200);
    }

    @Test
    void a_key_of_what_was_held_and_taken_back_says_that_it_is_published_since() {
        String draft = draftOf(Api.open("Published since"), "{\"message\":\"m\",\"publication\":\"draft\"}");
        String key = UUID.randomUUID().toString();
        publish(draft, LONG, key).then().statusCode(202);
        patch(draft, "{\"publication\":\"draft\"}");

        Api.operator().post(draft + "/publish").then().statusCode(200);

        publish(draft, LONG, key).then().statusCode(202).body("publication", equalTo("published"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"publish_after\":null}"})
    void a_key_without_a_hold_is_bound_to_what_it_was_before_there_were_holds(String body) {
        String draft = draftOf(Api.open("Published at once"), "{\"message\":\"m\",\"publication\":\"draft\"}");
        String key = UUID.randomUUID().toString();

        Response first = publish(draft, body, key);

        first.then().statusCode(200);
        assertThat(database.find(
                        "select body_hash from idempotency where key = ?", row -> row.getString("body_hash"), key))
                .contains(Sha256.hex("{}"));
        assertThat(publish(draft, "{}", key).asString()).isEqualTo(first.asString());
    }

    @Test
    void who_holds_it_is_not_taken_for_who_wrote_it() {
        String draft = draftOf(Api.open("Another's"), "{\"message\":\"Alex's.\",\"publication\":\"draft\"}");

        Api.as(Tokens.token("ben", "operator"))
                .body(LONG)
                .post(draft + "/publish")
                .then()
                .statusCode(202)
                .body("scheduled_by", equalTo("ben"))
                .body("updated_by", equalTo("alex.mann"));
    }

    @Test
    void what_publication_would_refuse_is_refused_at_once_and_stays_a_draft() {
        String about = Api.open("Refused at once");
        String draft = draftOf(about, "{\"message\":\"It is {{cause}}.\",\"publication\":\"draft\"}");

        publish(draft, LONG, UUID.randomUUID().toString())
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("message"));
        publish(draft, "{\"publish_after\":\"PT11M\"}", UUID.randomUUID().toString())
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("publish_after"));

        assertThat(get(draft).getString("publication")).isEqualTo("draft");
        assertThat(get(draft).getInt("version")).isEqualTo(1);
    }

    private static String draftOf(String about, String body) {
        return "/v1/incidents/" + about + "/updates/"
                + Api.draftUpdate(about, body).path("id");
    }

    private static Response publish(String draft, String body, String key) {
        return Api.operator().header("Idempotency-Key", key).body(body).post(draft + "/publish");
    }
}
