package org.incidentcomms.api;

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
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.sql.DataSource;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.events.Update;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ConnectionLimits;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.incidentcomms.testkit.quarkus.SharedServers;
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
    private static final String ADMIN = Tokens.token("ada", "admin");
    private static final String REASON = "{\"reason\":\"Named a customer.\"}";

    @Inject
    DataSource dataSource;

    private final EventCodec codec = new EventCodec();

    @Test
    void not_a_word_of_it_is_kept() throws SQLException {
        String words = "Tattle Tale";
        String id = withKey("tattle")
                .body("{\"title\":\"" + words + "\",\"message\":\"" + words + "!\",\"headline\":\"" + words + " 1\","
                        + "\"author\":\"" + words + "\",\"texts\":{\"twitter\":\"" + words + "\"}}")
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
        withKey("tattle-more")
                .body("{\"message\":\"" + words + " again\"}")
                .post("/v1/incidents/" + id + "/updates")
                .then()
                .statusCode(201);
        Api.operator()
                .body("{\"message\":\"" + words + " soon\",\"publication\":\"draft\"}")
                .post("/v1/incidents/" + id + "/updates")
                .then()
                .statusCode(201);
        assertThat(tablesThatTell(words)).contains("incident", "idempotency", "audit", "draft", "outbox");

        awaitOnTopic(id, 3);

        withdraw("/v1/incidents/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"4\"")
                .body("id", equalTo(id))
                .body("kind", equalTo("incident"))
                .body("version", equalTo(4));

        assertThat(tablesThatTell(words)).isEmpty();
        assertThat(tablesThatTell("Better.")).isEmpty();
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
        withKey("tattle")
                .body("{\"title\":\"" + words + "\",\"message\":\"" + words + "!\",\"headline\":\"" + words
                        + " 1\",\"author\":\"" + words + "\",\"texts\":{\"twitter\":\"" + words + "\"}}")
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
        awaitOnTopic(id, 1);
        try (Reports reports = new Reports()) {
            reports.send(id, 1, update, slug, DeliveryState.DELIVERED, Reports.Tally.ONE);
            await().until(() -> tablesThatTell("org/" + slug).contains("delivery"));

            withdraw("/v1/incidents/" + id).then().statusCode(200);

            try (EventsOnTopic topic = new EventsOnTopic()) {
                PublishedEvent last = topic.awaitOf(id, 2).getLast();
                assertThat(EventsOnTopic.incident(last).slug()).isEqualTo(id);
                assertThat(new String(codec.encode(last.data()), java.nio.charset.StandardCharsets.UTF_8))
                        .doesNotContainIgnoringCase("quokka");
            }
            assertThat(tablesThatTell("org/" + slug)).isEmpty();
            reports.send(id, 1, update, slug, DeliveryState.STOPPED, Reports.Tally.ONE);
            await().until(() -> tablesThatTell("\"stopped\"").contains("delivery"));
            assertThat(tablesThatTell("org/" + slug)).isEmpty();
        }
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate("delete from delivery where destination = '" + slug + "'");
        }
        assertThat(tablesThatTell("quokka")).isEmpty();
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

        withdraw(path).then().statusCode(200);

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
        withdraw(path).then().statusCode(410);
        for (String status : List.of("open", "resolved", "all")) {
            get.apply("/v1/incidents?limit=200&status=" + status).then().body("items.id", not(hasItem(id)));
        }
    }

    @Test
    void the_trail_tells_who_and_why_and_no_words() {
        String id = Api.open("Trail of Tears");
        Api.operator().body("{\"title\":\"Trail of Fears\"}").patch("/v1/incidents/" + id);

        withdraw("/v1/incidents/" + id).then().statusCode(200);

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

        Api.operator().body(REASON).post(path + "/withdraw").then().statusCode(403);
        Api.as(ADMIN)
                .body("{}")
                .post(path + "/withdraw")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("reason"));
        Api.as(ADMIN)
                .header("If-Match", "\"7\"")
                .body(REASON)
                .post(path + "/withdraw")
                .then()
                .statusCode(412);
        Api.as(ADMIN)
                .body(REASON)
                .post("/v1/incidents/inc_nope/withdraw")
                .then()
                .statusCode(404);
        Api.viewer().get(path).then().statusCode(200);
    }

    @Test
    void the_same_request_again_is_answered_as_the_first_was() {
        String path = "/v1/incidents/" + Api.open("Twice withdrawn");
        for (int i = 0; i < 2; i++) {
            Api.as(ADMIN)
                    .header("Idempotency-Key", "withdraw-twice")
                    .body(REASON)
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

        withdraw(path).then().statusCode(200).body("kind", equalTo("maintenance"));

        Api.viewer().get(path).then().statusCode(410);
        Api.viewer()
                .get("/v1/maintenances?status=open&limit=200")
                .then()
                .body("items.title", not(hasItem("Secret work")));
    }

    @Test
    void what_an_update_said_is_planned_no_more_neither_here_nor_in_the_series() throws SQLException {
        String body = "{\"title\":\"Series of secrets\",\"message\":\"m\",\"starts_at\":\"2098-09-05T10:00:00Z\","
                + "\"ends_at\":\"2098-09-05T16:00:00Z\",\"recurrence\":\"FREQ=WEEKLY\",\"auto_start\":true,"
                + "\"start_message\":\"Planned blunder.\\r\\n\",\"complete_message\":\"Planned blunder two.\","
                + "\"reminder_message\":\"Soon.\"}";
        String id = withKey("blunder")
                .body(body)
                .post("/v1/maintenances")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String path = "/v1/maintenances/" + id;
        String sibling = siblingOf(id);
        String late =
                "{\"status\":\"in_progress\",\"message\":\"Planned blunder.\\n\\nThis notice is late: it was due.\"}";
        String start = Api.operator().body(late).post(path + "/updates").path("id");
        String end = post(path, "{\"message\":\"Planned blunder two.\"}");
        Api.operator()
                .body("{\"message\":\"Better.\",\"correction\":\"announce\"}")
                .patch(path + "/updates/" + end)
                .then()
                .statusCode(200);
        awaitOnTopic(id, 4);

        withdraw(path + "/updates/" + start).then().statusCode(200);
        for (String one : List.of(id, sibling)) {
            Api.viewer()
                    .get("/v1/maintenances/" + one)
                    .then()
                    .body("start_message", nullValue())
                    .body("complete_message", equalTo("Planned blunder two."))
                    .body("reminder_message", equalTo("Soon."))
                    .body("auto_start", equalTo(true));
        }
        withKey("blunder").body(body).post("/v1/maintenances").then().statusCode(410);

        awaitOnTopic(id, 5);
        withdraw(path + "/updates/" + end).then().statusCode(200);
        assertThat(tablesThatTell("Planned blunder")).isEmpty();
        Api.viewer()
                .get("/v1/maintenances/" + sibling)
                .then()
                .body("complete_message", nullValue())
                .body("reminder_message", equalTo("Soon."));
        for (String one : List.of(id, sibling)) {
            withdraw("/v1/maintenances/" + one).then().statusCode(200);
        }
    }

    /** Another occurrence of its series, with its plan. */
    private String siblingOf(String id) throws SQLException {
        String sibling = Api.operator()
                .body("{\"title\":\"Sibling\",\"message\":\"m\",\"starts_at\":\"2098-09-12T10:00:00Z\","
                        + "\"ends_at\":\"2098-09-12T16:00:00Z\"}")
                .post("/v1/maintenances")
                .path("id");
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("""
                        update maintenance_plan p set series_id = o.series_id, document = o.document
                        from maintenance_plan o where p.maintenance_id = ? and o.maintenance_id = ?""")) {
            statement.setString(1, sibling);
            statement.setString(2, id);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
        return sibling;
    }

    @Test
    void one_update_can_be_taken_back_and_what_is_on_its_way_is_stopped() throws SQLException {
        String id = Api.open("One too many");
        String path = "/v1/incidents/" + id;
        String wrong = withKey("blurt")
                .body("{\"status\":\"resolved\",\"message\":\"Blurted out.\"}")
                .post(path + "/updates")
                .path("id");
        post(path, "{\"status\":\"monitoring\",\"message\":\"We watch.\"}");
        String last = post(path, "{\"status\":\"resolved\",\"message\":\"Blurted twice.\"}");
        awaitOnTopic(id, 4);

        withdraw(path + "/updates/" + wrong)
                .then()
                .statusCode(200)
                .header("ETag", "\"5\"")
                .body("update_id", equalTo(wrong));
        awaitOnTopic(id, 5);
        withdraw(path + "/updates/" + last).then().statusCode(200);

        assertThat(tablesThatTell("Blurted")).isEmpty();
        Api.viewer()
                .get(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"6\"")
                .body("updates", hasSize(2))
                .body("status", equalTo("monitoring"))
                .body("resolved_at", nullValue());
        Api.viewer().get(path + "/updates/" + wrong).then().statusCode(404);
        Api.viewer().get(path + "/deliveries").then().body("items.update_id", not(hasItem(wrong)));
        Api.operator()
                .get("/v1/audit?resource=" + id)
                .then()
                .body("items[0].action", equalTo("update.withdrawn"))
                .body("items[0].after.update_id", equalTo(last))
                .body("items[0].after.reason", equalTo("Named a customer."));
        withKey("blurt")
                .body("{\"status\":\"resolved\",\"message\":\"Blurted out.\"}")
                .post(path + "/updates")
                .then()
                .statusCode(410);
        try (EventsOnTopic topic = new EventsOnTopic()) {
            PublishedEvent stop = topic.awaitOf(id, 6).get(4);
            assertThat(((DeliveryStopRequested) stop.data()).updateId()).isEqualTo(wrong);
            assertThat(EventsOnTopic.incident(stop).update(wrong)).isEmpty();
            assertThat(EventsOnTopic.incident(stop).updates()).hasSize(3);
        }
    }

    @Test
    void who_takes_back_a_reopening_finds_the_incident_ended_when_it_was() {
        String path = "/v1/incidents/" + Api.open("Opened again by mistake");
        post(path, "{\"status\":\"resolved\",\"message\":\"It is over.\"}");
        String ended = Api.viewer().get(path).path("resolved_at");
        post(path, "{\"status\":\"resolved\",\"message\":\"It really is.\"}");
        String wrong = post(path, "{\"status\":\"monitoring\",\"message\":\"Is it?\"}");

        withdraw(path + "/updates/" + wrong).then().statusCode(200);

        Api.viewer().get(path).then().body("status", equalTo("resolved")).body("resolved_at", equalTo(ended));
    }

    @Test
    void what_a_maintenance_said_by_itself_is_not_kept_for_the_next_time() throws SQLException {
        String path = "/v1/maintenances/"
                + Api.operator()
                        .body("{\"title\":\"Weekly\",\"message\":\"m\",\"recurrence\":\"FREQ=WEEKLY\","
                                + "\"start_message\":\"Sotto voce.\",\"complete_message\":\"All is well.\","
                                + "\"starts_at\":\"2097-08-05T10:00:00Z\",\"ends_at\":\"2097-08-05T16:00:00Z\"}")
                        .post("/v1/maintenances")
                        .path("id");
        String id = path.substring(path.lastIndexOf('/') + 1);
        String said = post(
                path, "{\"status\":\"in_progress\",\"message\":\"Sotto voce.\\n\\nThis notice is late: by an hour.\"}");
        awaitOnTopic(id, 2);
        assertThat(tablesThatTell("Sotto voce")).contains("maintenance_plan");

        withdraw(path + "/updates/" + said).then().statusCode(200);
        awaitOnTopic(id, 3);

        assertThat(tablesThatTell("Sotto voce")).isEmpty();
        Api.viewer()
                .get(path)
                .then()
                .body("start_message", nullValue())
                .body("complete_message", equalTo("All is well."));
    }

    @Test
    void no_draft_survives_that_was_written_while_its_incident_was_withdrawn() throws Exception {
        String id = Api.open("Drafted meanwhile");
        String path = "/v1/incidents/" + id;
        try (var withdrawing = dataSource.getConnection();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            withdrawing.setAutoCommit(false);
            lock(withdrawing, id);
            var drafted = threads.submit(() -> Api.operator()
                    .body("{\"message\":\"Slipped through.\",\"publication\":\"draft\"}")
                    .post(path + "/updates")
                    .statusCode());
            await().until(() -> waitingForLocks() == 1);
            try (var statement = withdrawing.prepareStatement(
                    "update incident set document = jsonb_set(document, '{withdrawn}', 'true') where id = ?")) {
                statement.setString(1, id);
                statement.executeUpdate();
            }
            withdrawing.commit();

            assertThat(drafted.get()).isEqualTo(410);
        }
        assertThat(tablesThatTell("Slipped through")).isEmpty();
    }

    @Test
    void who_waits_for_what_a_frozen_process_holds_is_told_to_try_again() throws Exception {
        String id = Api.open("Held up");
        try (var frozen = dataSource.getConnection()) {
            frozen.setAutoCommit(false);
            lock(frozen, id);

            Api.operator()
                    .body("{\"message\":\"m\"}")
                    .post("/v1/incidents/" + id + "/updates")
                    .then()
                    .statusCode(503)
                    .body("status", equalTo(503));
            frozen.rollback();
        }
        ConnectionLimits.assertSet(dataSource, Duration.ofSeconds(20));
        Api.operator()
                .body("{\"message\":\"m\"}")
                .post("/v1/incidents/" + id + "/updates")
                .then()
                .statusCode(201);
    }

    private static void lock(Connection connection, String id) throws SQLException {
        try (var statement = connection.prepareStatement("select id from incident where id = ? for update")) {
            statement.setString(1, id);
            statement.executeQuery().next();
        }
    }

    private int waitingForLocks() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var count = statement.executeQuery(
                        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type"
                                + " = 'Lock'")) {
            count.next();
            return count.getInt(1);
        }
    }

    @Test
    void the_only_update_goes_with_its_incident_alone_and_a_draft_is_deleted() {
        String path = "/v1/incidents/" + Api.open("Only update");
        String only = Api.viewer().get(path).path("updates[0].id");
        String draft = post(path, "{\"message\":\"m\",\"publication\":\"draft\"}");
        String drafted = Api.operator()
                .body("{\"title\":\"t\",\"message\":\"m\",\"publication\":\"draft\"}")
                .post("/v1/incidents")
                .path("id");

        withdraw(path + "/updates/" + only)
                .then()
                .statusCode(409)
                .body("detail", containsString("withdraw the incident"));
        withdraw(path + "/updates/" + draft).then().statusCode(409).body("detail", containsString("delete"));
        withdraw("/v1/incidents/" + drafted).then().statusCode(409);
        withdraw(path + "/updates/upd_nope").then().statusCode(404);
    }

    @Test
    void what_has_not_reached_kafka_yet_never_does() throws SQLException {
        Api.open("Before Kafka went away");
        SharedServers.kafka().stop();
        String whole;
        String partly;
        String wrong;
        try {
            whole = Api.open("Unsent secret");
            post("/v1/incidents/" + whole, "{\"message\":\"Unsent secret.\"}");
            partly = Api.open("Partly unsent");
            wrong = post("/v1/incidents/" + partly, "{\"message\":\"Unsent secret.\"}");
            post("/v1/incidents/" + partly, "{\"message\":\"Fine.\"}");
            withdraw("/v1/incidents/" + whole).then().statusCode(200);
            withdraw("/v1/incidents/" + partly + "/updates/" + wrong).then().statusCode(200);
            assertThat(tablesThatTell("Unsent secret")).isEmpty();
        } finally {
            SharedServers.kafka().start();
        }

        try (EventsOnTopic topic = new EventsOnTopic()) {
            assertThat(topic.awaitOf(partly, 3))
                    .extracting(PublishedEvent::id)
                    .containsExactly(partly + "-1", partly + "-3", partly + "-4");
            assertThat(topic.of(partly))
                    .allSatisfy(
                            event -> assertThat(EventsOnTopic.incident(event).updates())
                                    .extracting(Update::message)
                                    .doesNotContain("Unsent secret."));
            // The very first may have been with the Kafka client when it was taken back.
            List<PublishedEvent> told = await().until(
                            () -> topic.of(whole),
                            events -> !events.isEmpty() && events.getLast().type() == EventType.INCIDENT_WITHDRAWN);
            assertThat(told)
                    .extracting(PublishedEvent::id)
                    .doesNotContain(whole + "-2")
                    .endsWith(whole + "-3");
        }
    }

    /** What is there already is told; what waits loses its text. */
    private static void awaitOnTopic(String id, int events) {
        try (EventsOnTopic topic = new EventsOnTopic()) {
            topic.awaitOf(id, events);
        }
    }

    /** The tables in which {@code words} are found, however they are stored there. */
    private List<String> tablesThatTell(String words) throws SQLException {
        List<String> telling = new ArrayList<>();
        try (var connection = dataSource.getConnection();
                var tables = connection
                        .createStatement()
                        .executeQuery(
                                "select table_name from information_schema.tables where table_schema = 'public'")) {
            while (tables.next()) {
                String table = tables.getString(1);
                String row = table.equals("outbox") ? "encode(value, 'escape')" : "t::text";
                try (var statement = connection.prepareStatement(
                        "select count(*) from " + table + " t where position(? in " + row + ") > 0")) {
                    statement.setString(1, words);
                    var count = statement.executeQuery();
                    count.next();
                    if (count.getInt(1) > 0) {
                        telling.add(table);
                    }
                }
            }
        }
        return telling;
    }

    private static Response withdraw(String path) {
        return Api.as(ADMIN).body(REASON).post(path + "/withdraw");
    }

    private static String post(String path, String body) {
        return Api.operator()
                .body(body)
                .post(path + "/updates")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static io.restassured.specification.RequestSpecification withKey(String key) {
        return Api.operator().header("Idempotency-Key", key);
    }
}
