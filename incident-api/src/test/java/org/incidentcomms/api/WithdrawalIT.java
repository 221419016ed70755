package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** What was told by mistake is taken back, with every text of it. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class WithdrawalIT {
    @Inject
    DataSource dataSource;

    private final EventCodec codec = new EventCodec();

    @Test
    void not_a_word_of_it_is_kept() throws SQLException {
        String words = "Tattle Tale";
        String id = WithdrawalCalls.withKey("tattle")
                .body("{\"impact\":\"minor\",\"title\":\"" + words + "\",\"message\":\"" + words + "!\",\"headline\":\""
                        + words + " 1\"," + "\"author\":\"" + words + "\",\"texts\":{\"twitter\":\"" + words + "\"}}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String update = Api.viewer().get("/v1/incidents/" + id).path("updates[0].id");
        Api.operator()
                .body("{\"message\":\"Better.\",\"correction\":\"announce\"}")
                .patch("/v1/incidents/" + id + "/updates/" + update)
                .then()
                .statusCode(200);
        WithdrawalCalls.withKey("tattle-more")
                .body("{\"message\":\"" + words + " again\"}")
                .post("/v1/incidents/" + id + "/updates")
                .then()
                .statusCode(201);
        Api.operator()
                .body("{\"message\":\"" + words + " soon\",\"publication\":\"draft\"}")
                .post("/v1/incidents/" + id + "/updates")
                .then()
                .statusCode(201);
        assertThat(StoredText.tablesWith(dataSource, words))
                .contains("incident", "idempotency", "audit", "draft", "outbox");

        WithdrawalCalls.awaitOnTopic(id, 3);

        WithdrawalCalls.withdraw("/v1/incidents/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"4\"")
                .body("id", equalTo(id))
                .body("kind", equalTo("incident"))
                .body("version", equalTo(4));

        assertThat(StoredText.tablesWith(dataSource, words)).isEmpty();
        assertThat(StoredText.tablesWith(dataSource, "Better.")).isEmpty();
        try (EventsOnTopic topic = new EventsOnTopic()) {
            PublishedEvent last = topic.awaitOf(id, 4).getLast();
            assertThat(last.type()).isEqualTo(EventType.INCIDENT_WITHDRAWN);
            Incident left = EventsOnTopic.incident(last);
            assertThat(left.withdrawn()).isTrue();
            assertThat(left.title()).isEmpty();
            assertThat(left.updates()).isEmpty();
            assertThat(left.components()).isEmpty();
            assertThat(new String(codec.encode(last.data()), java.nio.charset.StandardCharsets.UTF_8))
                    .doesNotContain(words);
        }
        WithdrawalCalls.withKey("tattle")
                .body("{\"impact\":\"minor\",\"title\":\"" + words + "\",\"message\":\"" + words + "!\",\"headline\":\""
                        + words + " 1\",\"author\":\"" + words + "\",\"texts\":{\"twitter\":\"" + words + "\"}}")
                .post("/v1/incidents")
                .then()
                .statusCode(410);
    }

    @Test
    void the_words_of_the_title_are_gone_from_every_address() throws Exception {
        String slug = "quixotic-quokka";
        String id = Api.open("Quixotic Quokka");
        String update = Api.viewer().get("/v1/incidents/" + id).path("updates[0].id");
        Api.viewer().get("/v1/incidents/" + id).then().body("slug", equalTo(slug));
        WithdrawalCalls.awaitOnTopic(id, 1);
        try (Reports reports = new Reports()) {
            reports.send(id, 1, update, slug, DeliveryState.DELIVERED, Reports.Tally.ONE);
            await().until(() -> StoredText.tablesWith(dataSource, "org/" + slug).contains("delivery"));

            WithdrawalCalls.withdraw("/v1/incidents/" + id).then().statusCode(200);

            try (EventsOnTopic topic = new EventsOnTopic()) {
                PublishedEvent last = topic.awaitOf(id, 2).getLast();
                assertThat(EventsOnTopic.incident(last).slug()).isEqualTo(id);
                assertThat(new String(codec.encode(last.data()), java.nio.charset.StandardCharsets.UTF_8))
                        .doesNotContainIgnoringCase("quokka");
            }
            assertThat(StoredText.tablesWith(dataSource, "org/" + slug)).isEmpty();
            reports.send(id, 1, update, slug, DeliveryState.STOPPED, Reports.Tally.ONE);
            await().until(() -> StoredText.tablesWith(dataSource, "\"stopped\"").contains("delivery"));
            assertThat(StoredText.tablesWith(dataSource, "org/" + slug)).isEmpty();
        }
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate("delete from delivery where destination = '" + slug + "'");
        }
        assertThat(StoredText.tablesWith(dataSource, "quokka")).isEmpty();
        assertThat(Api.viewer()
                        .get("/v1/incidents/" + Api.open("Quixotic Quokka"))
                        .<String>path("slug"))
                .as("the old address is not given to another")
                .isEqualTo(slug + "-2");
    }

    @Test
    void it_is_gone_from_every_call_and_every_list() {
        String id = Api.open("Gone everywhere");
        String update = Api.viewer().get("/v1/incidents/" + id).path("updates[0].id");
        String path = "/v1/incidents/" + id;

        WithdrawalCalls.withdraw(path).then().statusCode(200);

        Function<String, Response> get = p -> Api.viewer().get(p);
        for (String gone : List.of(path, path + "/updates/" + update, path + "/deliveries", path + "/drafts")) {
            get.apply(gone)
                    .then()
                    .statusCode(410)
                    .contentType("application/problem+json")
                    .body("title", equalTo("Gone"));
        }
        Api.operator()
                .body("{\"message\":\"m\"}")
                .post(path + "/updates")
                .then()
                .statusCode(410);
        Api.operator().body("{\"impact\":\"major\"}").patch(path).then().statusCode(410);
        Api.operator()
                .body("{\"message\":\"m\"}")
                .patch(path + "/updates/" + update)
                .then()
                .statusCode(410);
        Api.operator().post(path + "/deliveries/retry").then().statusCode(410);
        Api.operator().post(path + "/deliveries/stop").then().statusCode(410);
        Api.operator().delete(path).then().statusCode(410);
        WithdrawalCalls.withdraw(path).then().statusCode(410);
        for (String status : List.of("open", "resolved", "all")) {
            get.apply("/v1/incidents?limit=200&status=" + status).then().body("items.id", not(hasItem(id)));
        }
    }

    @Test
    void the_trail_tells_who_and_why_and_no_words() {
        String id = Api.open("Trail of Tears");
        Api.operator().body("{\"title\":\"Trail of Fears\"}").patch("/v1/incidents/" + id);

        WithdrawalCalls.withdraw("/v1/incidents/" + id).then().statusCode(200);

        Api.operator()
                .get("/v1/audit?resource=" + id)
                .then()
                .body("items.action", contains("incident.withdrawn", "incident.edited", "incident.opened"))
                .body("items.actor", contains("ada", "alex.mann", "alex.mann"))
                .body("items[0].after.reason", equalTo("Named a customer."))
                .body("items[1].before.status", equalTo("investigating"))
                .body("items[1].before.title", nullValue())
                .body("items[1].after.title", nullValue());
    }

    @Test
    void only_an_admin_may_and_only_with_a_reason_and_on_the_version_decided_on() {
        String path = "/v1/incidents/" + Api.open("Still there");

        Api.operator()
                .body(WithdrawalCalls.REASON)
                .post(path + "/withdraw")
                .then()
                .statusCode(403);
        Api.as(WithdrawalCalls.ADMIN)
                .body("{}")
                .post(path + "/withdraw")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("reason"));
        Api.as(WithdrawalCalls.ADMIN)
                .header("If-Match", "\"7\"")
                .body(WithdrawalCalls.REASON)
                .post(path + "/withdraw")
                .then()
                .statusCode(412);
        Api.as(WithdrawalCalls.ADMIN)
                .body(WithdrawalCalls.REASON)
                .post("/v1/incidents/inc_nope/withdraw")
                .then()
                .statusCode(404);
        Api.viewer().get(path).then().statusCode(200);
    }

    @Test
    void the_same_request_again_is_answered_as_the_first_was() {
        String path = "/v1/incidents/" + Api.open("Twice withdrawn");
        for (int i = 0; i < 2; i++) {
            Api.as(WithdrawalCalls.ADMIN)
                    .header("Idempotency-Key", "withdraw-twice")
                    .body(WithdrawalCalls.REASON)
                    .post(path + "/withdraw")
                    .then()
                    .statusCode(200)
                    .body("version", equalTo(2));
        }
    }

    @Test
    void a_maintenance_can_be_withdrawn_too() {
        String path = "/v1/maintenances/"
                + Api.operator()
                        .body("{\"title\":\"Secret work\",\"message\":\"m\","
                                + "\"starts_at\":\"2098-08-05T10:00:00Z\",\"ends_at\":\"2098-08-05T16:00:00Z\"}")
                        .post("/v1/maintenances")
                        .path("id");

        WithdrawalCalls.withdraw(path).then().statusCode(200).body("kind", equalTo("maintenance"));

        Api.viewer().get(path).then().statusCode(410);
        Api.viewer()
                .get("/v1/maintenances?status=open&limit=200")
                .then()
                .body("items.title", not(hasItem("Secret work")));
    }
}
