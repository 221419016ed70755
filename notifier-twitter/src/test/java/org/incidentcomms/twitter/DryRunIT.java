package org.incidentcomms.twitter;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.fixtures.StatusEventsTopic;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.Test;

/** Without keys the service runs dry, and says so wherever one looks. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceResources.class,
        restrictToAnnotatedClass = true,
        initArgs = {
            @ResourceArg(name = "database", value = "notifier_twitter_dry"),
            @ResourceArg(name = "kafka", value = "true")
        })
class DryRunIT {

    @Test
    void reports_posts_and_health_say_dry_run() {
        try (StatusEventsTopic topic = StatusEventsTopic.fresh(SharedServers.kafka())) {
            Scenario story = Scenario.incident("Nothing leaves", Impact.CRITICAL);
            PublishedEvent opened = story.opens("Down.");
            PublishedEvent solved = story.says(Status.RESOLVED, "Up.");
            topic.publish(opened, solved);
            await().until(() -> {
                DeliveryReport report = topic.reports("x").get(solved.id());
                return report != null && report.state() == DeliveryState.DRY_RUN && report.url() == null;
            });

            given().header("Authorization", "Bearer " + Tokens.token("vera", "viewer"))
                    .get("/v1/posts?incident=" + solved.subject())
                    .then()
                    .statusCode(200)
                    .body("items.state", everyItem(equalTo("dry_run")))
                    .body("items.reply_to", contains("dry-run-" + opened.id(), null))
                    .body("items[0].url", nullValue());
        }
        given().get("/q/health")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'x' }.data.mode", equalTo("dry_run"));
    }
}
