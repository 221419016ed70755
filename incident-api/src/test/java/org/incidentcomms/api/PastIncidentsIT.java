package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Status;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Incidents filled in afterwards. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class PastIncidentsIT {
    @Test
    void an_incident_of_last_week_is_filled_in_and_nobody_told() {
        Instant lastWeek = Instant.now().minus(Duration.ofDays(7));
        String id = Api.operator()
                .body(
                        "{\"impact\":\"minor\",\"title\":\"Last week\",\"message\":\"It was slow.\",\"status\":\"resolved\",\"started_at\":\""
                                + lastWeek + "\",\"resolved_at\":\"" + lastWeek.plusSeconds(600) + "\"}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .body("updates[0].notify.email", equalTo(false))
                .extract()
                .path("id");

        try (EventsOnTopic topic = new EventsOnTopic()) {
            Incident published = EventsOnTopic.incident(topic.awaitOf(id, 1).getFirst());
            ChannelSelection told = published.updates().getFirst().notified();
            assertThat(List.of("email", "twitter", "blog", "a-channel-added-later"))
                    .noneMatch(told::includes);
            assertThat(published.status()).isEqualTo(Status.RESOLVED);
            assertThat(published.startedAt()).isEqualTo(Instant.ofEpochMilli(lastWeek.toEpochMilli()));
            assertThat(published.resolvedAt()).isEqualTo(published.startedAt().plusSeconds(600));
        }
    }

    @Test
    void only_what_is_over_has_an_end_and_it_ends_after_it_began() {
        String began = "\"started_at\":\"2026-01-05T10:00:00Z\",";
        for (String wrong : List.of(
                "\"resolved_at\":\"2026-01-05T11:00:00Z\"",
                "\"status\":\"resolved\",\"resolved_at\":\"2026-01-05T09:59:59Z\"",
                "\"status\":\"resolved\",\"resolved_at\":\"2126-01-05T11:00:00Z\"")) {
            Api.operator()
                    .body("{\"impact\":\"minor\",\"title\":\"Past\",\"message\":\"m\"," + began + wrong + "}")
                    .post("/v1/incidents")
                    .then()
                    .statusCode(422)
                    .body("violations[0].field", equalTo("resolved_at"));
        }
    }

    @Test
    void one_of_the_past_is_told_where_that_is_asked_for() {
        Api.operator()
                .body(
                        "{\"impact\":\"minor\",\"title\":\"Past\",\"message\":\"m\",\"started_at\":\"2020-01-01T00:00:00Z\",\"notify\":{\"email\":true}}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .body("updates[0].notify.email", equalTo(true))
                .body("updates[0].notify.twitter", equalTo(false));
    }
}
