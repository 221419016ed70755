package org.incidentcomms.twitter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.fixtures.Samples;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.fixtures.StatusEventsTopic;
import org.incidentcomms.testkit.quarkus.ConnectionLimits;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.incidentcomms.testkit.x.XFault;
import org.incidentcomms.testkit.x.XPost;
import org.incidentcomms.testkit.x.XStub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The service as a whole: an event in Kafka becomes a post, and the operator sees which. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceResources.class,
        restrictToAnnotatedClass = true,
        initArgs = {
            @ResourceArg(name = "database", value = "notifier_twitter"),
            @ResourceArg(name = "kafka", value = "true"),
            @ResourceArg(name = "x", value = "true")
        })
class TwitterServiceIT {

    @SuppressWarnings("NullAway.Init") // made before the first test
    private static StatusEventsTopic topic;

    private final XStub x = SharedServers.x();

    @Inject
    DataSource dataSource;

    @Inject
    Flyway flyway;

    @BeforeAll
    static void makeTopics() {
        topic = StatusEventsTopic.fresh(SharedServers.kafka());
    }

    @AfterAll
    static void close() {
        topic.close();
    }

    @Test
    void a_database_that_vanishes_is_noticed_in_seconds() throws SQLException {
        ConnectionLimits.assertLongForMigrations(flyway);
        ConnectionLimits.assertSet(dataSource, Duration.ofSeconds(15));
    }

    @Test
    void a_database_that_is_late_at_the_start_is_waited_for() {
        assertThat(flyway.getConfiguration().getConnectRetries()).isEqualTo(10);
    }

    @Test
    void what_a_replica_locked_that_vanished_inside_a_transaction_is_free_again_after_seconds() throws SQLException {
        Connection vanished = dataSource.getConnection();
        vanished.setAutoCommit(false);
        assertThat(isLocked(vanished)).isTrue();

        // nothing more is heard of it, and its connection stays open
        await().pollInterval(Duration.ofMillis(500)).until(() -> {
            try (Connection other = dataSource.getConnection()) {
                return isLocked(other);
            }
        });
        assertThatThrownBy(vanished::commit).isInstanceOf(SQLException.class);
        vanished.close();
    }

    private static boolean isLocked(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pg_try_advisory_xact_lock(4711)")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    @AfterEach
    void allIsWell() {
        x.faults().clear();
    }

    @Test
    void an_incident_becomes_a_thread_that_the_operator_can_look_up() {
        Scenario story = Scenario.incident("Slow log-in", Impact.CRITICAL);
        PublishedEvent opened = story.opens("Logging in is **slow**.");
        PublishedEvent solved = story.says(Status.RESOLVED, "All is well.");
        topic.publish(opened, solved);
        DeliveryReport report = awaitReport(solved, DeliveryState.DELIVERED);

        List<XPost> posts = x.posts().stream()
                .filter(post -> post.text().contains("Slow log-in"))
                .toList();
        assertThat(posts).hasSize(2);
        assertThat(posts.get(1).inReplyTo()).contains(posts.get(0).id());
        assertThat(report.url())
                .isEqualTo("https://x.com/clicktime/status/" + posts.get(1).id());
        viewer().get("/v1/posts?incident=" + solved.subject())
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items.event_id", contains(solved.id(), opened.id()))
                .body("items.tweet_id", contains(posts.get(1).id(), posts.get(0).id()))
                .body("items[0].reply_to", equalTo(posts.get(0).id()))
                .body("items[1].reply_to", nullValue())
                .body("items.state", everyItem(equalTo("posted")))
                .body("items.attempts", everyItem(equalTo(1)))
                .body("items[1].text", equalTo(posts.get(0).text()))
                .body("items[0].weighted_length", lessThanOrEqualTo(280))
                .body("items[0].posted_at", notNullValue())
                .body("next_cursor", nullValue());
    }

    @Test
    void a_lost_answer_is_settled_and_reported_once() {
        x.faults().nextPosts(1, XFault.UNAVAILABLE_TAKEN);
        PublishedEvent opened = Scenario.incident("Lost answer", Impact.MAJOR).opens("Where did it go?");

        topic.publish(opened);
        awaitReport(opened, DeliveryState.DELIVERED);

        assertThat(x.posts().stream().filter(post -> post.text().contains("Lost answer")))
                .hasSize(1);
    }

    @Test
    void posts_come_in_pages() {
        Scenario story = Scenario.incident("Many words", Impact.MINOR);
        topic.publish(story.opens("One."), story.says(Status.IDENTIFIED, "Two."));
        PublishedEvent last = story.says(Status.RESOLVED, "Three.");
        topic.publish(last);
        awaitReport(last, DeliveryState.DELIVERED);

        String cursor = viewer().get("/v1/posts?limit=2&incident=" + last.subject())
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("next_cursor", notNullValue())
                .extract()
                .path("next_cursor");

        viewer().get("/v1/posts?limit=2&incident=" + last.subject() + "&cursor=" + cursor)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].text", startsWith("🟡 Investigating: Many words"))
                .body("next_cursor", nullValue());
    }

    @Test
    void only_who_may_see_posts_sees_them() {
        given().get("/v1/posts").then().statusCode(401);
        given().header("Authorization", "Bearer " + Tokens.token("monitor", "alerting"))
                .get("/v1/posts")
                .then()
                .statusCode(403);
        viewer().get("/v1/posts?incident=unknown").then().statusCode(200).body("items", hasSize(0));
    }

    @Test
    void a_wrong_parameter_is_named() {
        for (String wrong : List.of("limit=0", "limit=201", "cursor=abc")) {
            viewer().get("/v1/posts?" + wrong)
                    .then()
                    .statusCode(422)
                    .contentType("application/problem+json")
                    .body("violations", hasSize(1));
        }
    }

    @Test
    void a_preview_tells_text_and_length_and_posts_nothing() {
        PublishedEvent event = Scenario.incident("Never posted", Impact.MINOR).opens("Only looked at. ".repeat(40));
        EventCodec codec = new EventCodec();
        RequestSpecification request = given().header("Authorization", "Bearer " + Tokens.token("olga", "operator"))
                .contentType("application/json")
                .body(codec.encode(event.data()));
        codec.headers(event).forEach((name, value) -> request.header(name.replace('_', '-'), value));

        request.post("/v1/previews")
                .then()
                .statusCode(200)
                .body("items[0].destination", equalTo("x"))
                .body("items[0].recipients", equalTo(1))
                .body("items[0].parts.text", startsWith("🟡 Investigating: Never posted"))
                .body("items[0].parts.weighted_length", notNullValue())
                .body("items[0].warnings", hasItem(startsWith("shortened")));

        assertThat(x.posts()).noneMatch(post -> post.text().contains("Never posted"));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void every_type_of_event_has_a_preview(EventType type) {
        PublishedEvent event = Samples.of(type);
        EventCodec codec = new EventCodec();
        RequestSpecification request = given().header("Authorization", "Bearer " + Tokens.token("olga", "operator"))
                .contentType("application/json")
                .body(codec.encode(event.data()));
        codec.headers(event).forEach((header, value) -> request.header(header.replace('_', '-'), value));

        request.post("/v1/previews").then().statusCode(200).body("items.destination", equalTo(List.of("x")));
    }

    @Test
    void health_says_that_it_posts_for_real() {
        Map<String, Object> data =
                given().get("/q/health").then().statusCode(200).extract().path("checks.find { it.name == 'x' }.data");

        assertThat(data).containsEntry("mode", "live").containsEntry("api", x.apiUrl());
        given().get("/q/health/ready").then().statusCode(200);
    }

    private static DeliveryReport awaitReport(PublishedEvent event, DeliveryState state) {
        return await().pollInterval(Duration.ofMillis(200))
                .until(() -> topic.reports("x").get(event.id()), report -> report != null && report.state() == state);
    }

    private static RequestSpecification viewer() {
        return given().header("Authorization", "Bearer " + Tokens.token("vera", "viewer"));
    }
}
