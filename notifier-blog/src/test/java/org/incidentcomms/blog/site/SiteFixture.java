package org.incidentcomms.blog.site;

import static io.restassured.RestAssured.given;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.Map;
import org.incidentcomms.events.Topics;
import org.incidentcomms.testkit.kafka.EmbeddedKafka;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The running site on topics of its own. */
abstract class SiteFixture {
    static final EmbeddedKafka kafka = SharedServers.kafka();

    @Inject
    SiteLifecycle lifecycle;

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init")
    URL root;

    @BeforeAll
    static void createTopics() {
        kafka.recreateTopic(
                Topics.STATUS_EVENTS, 1, Map.of("cleanup.policy", "compact", "max.message.bytes", "8388608"));
        kafka.recreateTopic(Topics.DELIVERY_REPORTS, 1, Map.of());
    }

    /** An event that is in the log before the site has read its end is old, and is not reported. */
    @BeforeEach
    void awaitSite() {
        await().untilAsserted(() -> given().get("/").then().statusCode(200));
        await().until(lifecycle::isCaughtUp);
    }
}
