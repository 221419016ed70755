package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.incidentcomms.events.ChannelTexts;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Revision;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Correcting an update, from the call to the topic. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class CorrectionsIT {
    @Test
    void a_silent_correction_keeps_history_and_tells_nobody() {
        String id = Api.open("Typo");
        String update = Api.viewer().get("/v1/incidents/{id}", id).path("updates[0].id");

        Api.operator()
                .body("{\"message\":\"We are looking into it!\"}")
                .patch("/v1/incidents/{id}/updates/{update}", id, update)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("message", equalTo("We are looking into it!"))
                .body("revision", equalTo(0))
                .body("edited_at", notNullValue())
                .body("history[0].message", equalTo("We are looking into it."));

        try (EventsOnTopic topic = new EventsOnTopic()) {
            assertThat(topic.awaitOf(id, 2).get(1).type()).isEqualTo(EventType.INCIDENT_EDITED);
        }
    }

    @Test
    void an_announced_correction_counts_up_the_revision_and_is_told() {
        String id = Api.open("Wrong");
        String update = Api.viewer().get("/v1/incidents/{id}", id).path("updates[0].id");

        Api.operator()
                .body("{\"message\":\"The right words.\",\"headline\":\"Right\",\"correction\":\"announce\"}")
                .patch("/v1/incidents/{id}/updates/{update}", id, update)
                .then()
                .statusCode(200)
                .body("revision", equalTo(1))
                .body("headline", equalTo("Right"));
        Api.operator()
                .body("{\"headline\":null}")
                .patch("/v1/incidents/{id}/updates/{update}", id, update)
                .then()
                .statusCode(200)
                .body("headline", nullValue())
                .body("history", hasSize(2))
                .body("revision", equalTo(1));

        try (EventsOnTopic topic = new EventsOnTopic()) {
            PublishedEvent corrected = topic.awaitOf(id, 3).get(1);
            assertThat(corrected.type()).isEqualTo(EventType.INCIDENT_CORRECTED);
            assertThat(((Announcement) corrected.data()).updateId()).isEqualTo(update);
        }
        Api.operator()
                .body("{\"message\":\"x\"}")
                .patch("/v1/incidents/{id}/updates/upd_nope", id)
                .then()
                .statusCode(404);
    }

    @Test
    void a_correction_of_author_and_channel_texts_keeps_what_they_were() {
        String id = Api.operator().body("""
                        {"impact": "minor", "title": "Signed wrongly", "message": "We look into it.", "author": "Alex Man",
                         "texts": {"email_subject": "Slow", "twitter": "It is slow."}}""").post("/v1/incidents").path("id");
        String update = Api.viewer().get("/v1/incidents/{id}", id).path("updates[0].id");
        for (String patch : List.of(
                "{\"author\":\"Alex Mann\"}",
                "{\"texts\":{\"twitter\":\"It is very slow.\"}}",
                "{\"texts\":null,\"correction\":\"announce\"}",
                "{\"correction\":\"announce\"}",
                "{\"message\":\"We know.\"}")) {
            Api.operator()
                    .body(patch)
                    .patch("/v1/incidents/{id}/updates/{update}", id, update)
                    .then()
                    .statusCode(200);
        }

        Api.viewer()
                .get("/v1/incidents/{id}/updates/{update}", id, update)
                .then()
                .body("author", equalTo("Alex Mann"))
                .body("texts.twitter", nullValue())
                .body("history.message", contains(Collections.nCopies(4, equalTo("We look into it."))))
                .body("history.author", contains("Alex Man", "Alex Mann", "Alex Mann", "Alex Mann"))
                .body("history.texts.twitter", contains("It is slow.", "It is slow.", "It is very slow.", null))
                .body("history.texts.email_subject", contains("Slow", "Slow", "Slow", null))
                .body("revision", equalTo(2));
        try (EventsOnTopic topic = new EventsOnTopic()) {
            Revision first = EventsOnTopic.incident(topic.awaitOf(id, 6).getLast())
                    .updates()
                    .getFirst()
                    .history()
                    .getFirst();
            assertThat(first.author()).isEqualTo("Alex Man");
            assertThat(first.texts())
                    .isEqualTo(new ChannelTexts(Map.of(ChannelTexts.EMAIL_SUBJECT, "Slow", "twitter", "It is slow.")));
        }
    }
}
