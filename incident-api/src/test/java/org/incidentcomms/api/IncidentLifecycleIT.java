package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ServiceResources.class,
        initArgs = {@ResourceArg(name = "database", value = "incident_api"), @ResourceArg(name = "kafka", value = "true")})
class IncidentLifecycleIT {

    @Test
    void an_opened_incident_is_answered_and_published() {
        String id = Api.operator()
                .body("{\"title\":\"System Temporarily Unavailable\",\"message\":\"We are working on it.\"}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("slug", equalTo("system-temporarily-unavailable"))
                .body("id", startsWith("inc_"))
                .extract()
                .path("id");

        try (EventsOnTopic topic = new EventsOnTopic()) {
            List<PublishedEvent> events = topic.awaitOf(id, 1);
            assertThat(events.getFirst().type()).isEqualTo(EventType.INCIDENT_OPENED);
        }
    }
}
