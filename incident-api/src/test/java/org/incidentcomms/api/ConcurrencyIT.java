package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.Update;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Fifty people write about the same incident at the same moment. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ConcurrencyIT {
    private static final int OPERATORS = 50;
    private static final int ROUNDS = 6;
    private static final List<String> TOKENS = IntStream.range(0, OPERATORS)
            .mapToObj(number -> Tokens.token("operator-" + number, "operator"))
            .toList();

    @Test
    void no_update_is_lost_and_all_see_them_in_one_order() throws Exception {
        String id = Api.open("Fifty at once");
        List<String> answered = new ArrayList<>();

        for (int round = 0; round < ROUNDS; round++) {
            for (Response answer : allAtOnce(id, round, null)) {
                assertThat(answer.statusCode()).isEqualTo(201);
                answered.add(answer.path("id"));
            }
        }

        List<String> shown = updatesOf(id);
        assertThat(shown).hasSize(1 + OPERATORS * ROUNDS).doesNotHaveDuplicates();
        assertThat(shown.subList(1, shown.size())).containsExactlyInAnyOrderElementsOf(answered);
        assertThatTheTopicTells(id, shown);
    }

    @Test
    void of_those_who_decided_on_the_same_version_exactly_one_wins() throws Exception {
        String id = Api.open("One of fifty");
        List<String> winners = new ArrayList<>();

        for (int round = 0; round < ROUNDS; round++) {
            String etag = "\"" + (round + 1) + "\"";
            List<Response> answers = allAtOnce(id, round, etag);
            List<Response> won = answers.stream()
                    .filter(answer -> answer.statusCode() == 201)
                    .toList();
            assertThat(won).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.statusCode() != 201)
                    .hasSize(OPERATORS - 1)
                    .allSatisfy(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(412);
                        assertThat(answer.<Integer>path("current_version")).isEqualTo(round(answer));
                    });
            assertThat(won.getFirst().header("ETag")).isEqualTo("\"" + (round + 2) + "\"");
            winners.add(won.getFirst().path("id"));
        }

        List<String> shown = updatesOf(id);
        assertThat(shown.subList(1, shown.size())).containsExactlyElementsOf(winners);
        assertThatTheTopicTells(id, shown);
    }

    /** The version a refusal names is that of its entity tag. */
    private static int round(Response refusal) {
        return Integer.parseInt(refusal.header("ETag").replace("\"", ""));
    }

    private static List<Response> allAtOnce(String id, int round, @Nullable String etag) throws Exception {
        List<Callable<Response>> posts = new ArrayList<>();
        for (int number = 0; number < OPERATORS; number++) {
            String token = TOKENS.get(number);
            String body = "{\"message\":\"Round " + round + ", operator " + number + ".\"}";
            posts.add(() -> {
                RequestSpecification request = Api.as(token).body(body);
                return (etag == null ? request : request.header("If-Match", etag))
                        .post("/v1/incidents/" + id + "/updates");
            });
        }
        List<Response> answers = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(OPERATORS)) {
            for (Future<Response> answer : pool.invokeAll(posts)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    private static List<String> updatesOf(String id) {
        return Api.viewer().get("/v1/incidents/" + id).path("updates.id");
    }

    private static void assertThatTheTopicTells(String id, List<String> updates) {
        try (EventsOnTopic topic = new EventsOnTopic()) {
            List<PublishedEvent> events = topic.awaitOf(id, updates.size());
            assertThat(events)
                    .extracting(event -> event.data().aggregateVersion())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, updates.size()).boxed().toList());
            assertThat(events)
                    .extracting(event -> ((Announcement) event.data()).updateId())
                    .containsExactlyElementsOf(updates);
            Incident last = ((IncidentEvent) events.getLast().data()).incident();
            assertThat(last.updates()).extracting(Update::id).containsExactlyElementsOf(updates);
            List<Instant> times = last.updates().stream().map(Update::postedAt).toList();
            assertThat(times).isSorted();
        }
    }
}
