package org.incidentcomms.email.subscriber;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.incidentcomms.email.ClickTime;
import org.incidentcomms.email.EmailService;
import org.incidentcomms.email.OperatorCalls;
import org.incidentcomms.email.subscriber.SubscriberSummary.Day;
import org.incidentcomms.email.subscriber.SubscriberSummary.Summary;
import org.incidentcomms.testkit.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@EmailService
class SubscriberSummaryIT {
    @Test
    void aViewerSeesNumbersAndNothingElseOfTheList() {
        RequestSpecification viewer = given().auth().oauth2(Tokens.token("vera", "viewer"));
        viewer.get("/v1/subscribers/summary")
                .then()
                .statusCode(200)
                .body("days", hasSize(90))
                .body(not(containsString("@")));
        viewer.get("/v1/subscribers").then().statusCode(403);
        given().get("/v1/subscribers/summary").then().statusCode(401);
    }

    @Test
    void eachStateIsCountedAndListed() {
        JsonPath before = summary();
        long id = OperatorCalls.addSubscriber("{\"email\": \"counted@customer.example\"}");
        long pending =
                OperatorCalls.addSubscriber("{\"email\": \"counted-pending@customer.example\", \"confirmed\": false}");
        operator()
                .contentType("application/merge-patch+json")
                .body("{\"state\": \"paused\"}")
                .patch("/v1/subscribers/" + id)
                .then()
                .statusCode(200);

        JsonPath after = summary();

        assertThat(after.getLong("paused")).isEqualTo(before.getLong("paused") + 1);
        assertThat(after.getLong("pending")).isEqualTo(before.getLong("pending") + 1);
        assertThat(after.getLong("active")).isEqualTo(before.getLong("active"));
        assertThat(after.getLong("days[-1].joined")).isEqualTo(before.getLong("days[-1].joined") + 2);
        assertThat(listed("paused")).contains(id).doesNotContain(pending);
        assertThat(listed("pending")).contains(pending).doesNotContain(id);
        operator()
                .queryParam("state", "asleep")
                .get("/v1/subscribers")
                .then()
                .statusCode(422)
                .body(containsString("must be one of pending, active, paused, quarantined"));
    }

    @Test
    void oneSubscriberIsReadByItsId() {
        long id = OperatorCalls.addSubscriber("{\"email\": \"by-id@customer.example\"}");

        operator().get("/v1/subscribers/" + id).then().statusCode(200).body("email", equalTo("by-id@customer.example"));
        operator().get("/v1/subscribers/999999").then().statusCode(404).contentType("application/problem+json");
        given().auth()
                .oauth2(Tokens.token("vera", "viewer"))
                .get("/v1/subscribers/" + id)
                .then()
                .statusCode(403);
    }

    /** 2026-03-10T02:00Z is still the 9th in California. */
    @Test
    void growthIsToldByDaysOfTheCompanyAndWhoIsGoneLeftWithTheLastEntry() {
        try (ListDatabase database = new ListDatabase("summary")) {
            Instant now = Instant.parse("2026-03-10T20:00:00Z");
            add(database, 7, "2026-03-08T12:00:00Z", "added");
            add(database, 7, "2026-03-10T02:00:00Z", "changed");
            add(database, 7, "2026-03-10T12:00:00Z", "left");
            add(database, 8, "2025-11-01T12:00:00Z", "imported");
            add(database, 8, "2026-03-10T02:00:00Z", "removed");
            add(database, 9, "2025-12-11T07:59:59Z", "added");
            add(database, 10, "2025-12-11T08:00:00Z", "added");
            subscriber(database, 9);
            subscriber(database, 10);

            Summary summary = new SubscriberSummary(
                            database.dataSource(), ClickTime.COMPANY, Clock.fixed(now, ZoneOffset.UTC))
                    .now();

            assertThat(summary.days()).hasSize(90);
            assertThat(summary.days().stream().filter(day -> day.joined() + day.left() > 0))
                    .containsExactly(
                            new Day(LocalDate.parse("2025-12-11"), 1, 0),
                            new Day(LocalDate.parse("2026-03-08"), 1, 0),
                            new Day(LocalDate.parse("2026-03-09"), 0, 1),
                            new Day(LocalDate.parse("2026-03-10"), 0, 1));
            assertThat(summary.active()).isEqualTo(2);
        }
    }

    private static void add(ListDatabase database, long id, String at, String action) {
        int unused = database.sql()
                .update(
                        "insert into subscriber_change (subscriber_id, at, actor, action) values (?, ?, 'olga', ?)",
                        id,
                        Instant.parse(at),
                        action);
    }

    private static void subscriber(ListDatabase database, long id) {
        int unused = database.sql()
                .update("""
                insert into subscriber (id, address, recipient_key, confirmed_at, created_at)
                overriding system value values (?, ?, ?, now(), now())""", id, "s" + id + "@customer.example", ("key" + id + "x".repeat(22)).substring(0, 22));
    }

    private static JsonPath summary() {
        return operator()
                .get("/v1/subscribers/summary")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<Long> listed(String state) {
        return operator()
                .queryParam("state", state)
                .queryParam("limit", 1000)
                .get("/v1/subscribers")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.id", Long.class);
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.token("olga", "operator"));
    }
}
