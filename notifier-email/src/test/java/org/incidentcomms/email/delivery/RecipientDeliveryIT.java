package org.incidentcomms.email.delivery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.incidentcomms.testkit.Patience.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.incidentcomms.email.EmailService;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.mail.SmtpFaults.Stage;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What became of each mail. Every test limits its incidents to a group of its own. */
@QuarkusTest
@EmailService
class RecipientDeliveryIT extends DeliveryFixture {
    @Test
    void whileTheDatabaseIsBusyTheListIsUnavailableForTheMoment() throws SQLException {
        try (AgroalDataSource dataSource = SharedServers.postgres().dataSource("notifier_email");
                Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table bounce in access exclusive mode");

            given().header("Authorization", "Bearer " + Tokens.token("olga", "operator"))
                    .get("/v1/deliveries?event=inc_1-1")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue());

            connection.rollback();
        }
    }

    @Test
    void whatBecameOfEachMailIsListedByIdAndOnlyTheFailedAreSentAgain() {
        long patId = add(pat, "");
        long sueId = add(sue, "");
        Scenario story = Scenario.incident("Listed", Impact.MINOR).limitedTo(group);
        mail.faults().reply(Stage.RCPT, sue::equals, "552 5.3.4 too big", 100);
        PublishedEvent opened = story.opens("It is slow.");
        topic.publish(opened);
        awaitReport(opened, DeliveryState.PARTIAL);

        deliveries("event", opened.id())
                .body("items", hasSize(2))
                .body("items.subscriber_id", contains((int) patId, (int) sueId))
                .body("items.state", contains("delivered", "failed"))
                .body(
                        "items[0].update_id",
                        equalTo(story.incident().updates().getFirst().id()))
                .body("items[0].reason", nullValue())
                .body("items[1].reason", equalTo("invalid"))
                .body("items[1].at", notNullValue())
                .body("next_cursor", nullValue())
                .body(not(containsString("@")));
        deliveries("incident", story.incident().id(), "state", "failed")
                .body("items.subscriber_id", contains((int) sueId));
        deliveries("subscriber", patId, "state", "delivered").body("items.event_id", contains(opened.id()));
        deliveries("event", opened.id(), "state", "skipped").body("items", empty());

        mail.faults().clear();
        topic.publish(story.event(incident -> new DeliveryRetryRequested(incident, null, List.of("email"))));

        awaitReport(opened, DeliveryState.DELIVERED);
        deliveries("event", opened.id()).body("items.state", contains("delivered", "delivered"));
        assertThat(mail.messagesTo(sue)).hasSize(1);
        assertThat(mail.messagesTo(pat)).as("who was told before").hasSize(1);
    }

    @Test
    void theListIsReadPageByPageTheNewestEventFirst() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(add(group + "." + i + "@customer.example", ""));
        }
        Scenario story = Scenario.incident("Paged", Impact.MINOR).limitedTo(group);
        PublishedEvent opened = story.opens("It is slow.");
        PublishedEvent resolved = story.says(Status.RESOLVED, "It is over.");
        for (PublishedEvent event : List.of(opened, resolved)) {
            topic.publish(event);
            awaitReport(event, DeliveryState.DELIVERED);
        }

        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            var page = deliveries("incident", story.incident().id(), "limit", 2, "cursor", cursor)
                    .extract()
                    .jsonPath();
            assertThat(page.getList("items").size()).isLessThanOrEqualTo(2);
            page.getList("items", Map.class)
                    .forEach(item -> read.add(item.get("event_id") + " " + item.get("subscriber_id")));
            cursor = page.getString("next_cursor");
        } while (cursor != null);

        List<String> expected = new ArrayList<>();
        for (PublishedEvent event : List.of(resolved, opened)) {
            ids.forEach(id -> expected.add(event.id() + " " + id));
        }
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void whoWaitsForAnotherAttemptIsPendingWithTheReason() {
        long patId = add(pat, "");
        mail.faults().reply(Stage.RCPT, pat::equals, "452 4.2.2 mailbox full", 100);
        PublishedEvent opened =
                Scenario.incident("Waiting", Impact.MINOR).limitedTo(group).opens("It is slow.");
        topic.publish(opened);

        await().untilAsserted(() -> deliveries("event", opened.id(), "state", "pending")
                .body("items.subscriber_id", contains((int) patId))
                .body("items[0].attempts", equalTo(1))
                .body("items[0].reason", equalTo("temporary"))
                .body("items[0].next_attempt_at", notNullValue()));
        ofSubscriber(patId).body("items[0].state", equalTo("pending")).body("items[0].attempts", equalTo(1));
    }

    @Test
    void whySomebodyWasNotToldIsSaid() {
        add(pat, "");
        long other = add("other." + pat, ", \"groups\": []");
        long planned = add("planned." + pat, "");
        patch(planned, "{\"events\": [\"maintenance\"]}");
        long paused = add("paused." + pat, "");
        patch(paused, "{\"state\": \"paused\"}");
        long pending = add("pending." + pat, ", \"confirmed\": false");
        long gone = add("gone." + pat, "");
        operator().delete("/v1/subscribers/" + gone).then().statusCode(204);
        PublishedEvent opened =
                Scenario.incident("Not for all", Impact.MINOR).limitedTo(group).opens("It is slow.");
        topic.publish(opened);
        awaitReport(opened, DeliveryState.DELIVERED);
        long late = add("late." + pat, "");

        assertThat(reason(other, opened)).isEqualTo("not_told not_chosen");
        assertThat(reason(planned, opened)).isEqualTo("not_told not_chosen");
        assertThat(reason(paused, opened)).isEqualTo("not_told paused");
        assertThat(reason(pending, opened)).isEqualTo("not_told not_confirmed");
        assertThat(reason(gone, opened)).isEqualTo("not_told left");
        assertThat(reason(late, opened)).isEqualTo("not_told confirmed_later");

        PublishedEvent nobody = Scenario.incident("For nobody", Impact.MINOR)
                .limitedTo("nobody-" + group.substring(0, 20))
                .opens("It is slow.");
        topic.publish(nobody);
        awaitReport(nobody, DeliveryState.SKIPPED);
        assertThat(reason(other, nobody)).isEqualTo("skipped no_recipients");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/deliveries",
                "/v1/deliveries?event=x&state=lost",
                "/v1/deliveries?event=x&cursor=x",
                "/v1/deliveries?event=x&limit=1001"
            })
    void whatCannotBeListedIsRefused(String path) {
        operator().get(path).then().statusCode(422).contentType("application/problem+json");
    }

    @Test
    void onlyOperatorsMayAsk() {
        for (String path : List.of("/v1/deliveries?event=x", "/v1/subscribers/1/deliveries")) {
            given().get(path).then().statusCode(401);
            given().header("Authorization", "Bearer " + Tokens.token("vic", "viewer"))
                    .get(path)
                    .then()
                    .statusCode(403);
        }
    }

    private static @Nullable String reason(long subscriber, PublishedEvent event) {
        Map<String, Object> item = ofSubscriber(subscriber)
                .extract()
                .jsonPath()
                .getMap("items.find { it.event_id == '" + event.id() + "' }");
        return item == null ? null : item.get("state") + " " + item.get("reason");
    }

    private static ValidatableResponse ofSubscriber(long id) {
        return operator()
                .get("/v1/subscribers/" + id + "/deliveries")
                .then()
                .statusCode(200)
                .body(not(containsString("@")));
    }

    private static void patch(long id, String body) {
        operator()
                .contentType("application/merge-patch+json")
                .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .patch("/v1/subscribers/" + id)
                .then()
                .statusCode(200);
    }
}
