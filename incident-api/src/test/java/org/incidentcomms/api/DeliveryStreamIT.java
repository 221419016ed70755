package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.incidentcomms.api.Reports.Tally;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class DeliveryStreamIT {

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init")
    String address;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void all_is_told_at_once_and_again_with_every_report() {
        String id = Api.open("Streamed");
        String update = Api.viewer().get("/v1/incidents/{id}", id).path("updates[0].id");
        try (Watcher watcher = watch(id, Api.VIEWER);
                Reports reports = new Reports()) {
            await().until(() -> !watcher.messages.isEmpty());
            assertThat(watcher.first().getLong("version")).isEqualTo(1);
            assertThat(watcher.first().getList("items.state", String.class))
                    .containsExactly("pending", "pending", "pending");
            reports.send(id, 1, update, "email", DeliveryState.DELIVERING, new Tally(100, 40, 0));
            await().until(() -> watcher.last().getLong("items[0].delivered") == 40);
        }
    }

    @Test
    void what_is_said_meanwhile_shows_as_a_new_version() {
        String id = Api.open("Streamed on");
        try (Watcher watcher = watch(id, Api.VIEWER)) {
            await().until(() -> !watcher.messages.isEmpty());
            Api.operator().body("{\"message\":\"More.\"}").post("/v1/incidents/{id}/updates", id);
            await().until(() -> watcher.last().getLong("version") == 2);
            assertThat(watcher.last().getList("items")).hasSize(6);
        }
    }

    @Test
    void however_many_reports_come_at_most_four_messages_a_second_leave() {
        String id = Api.open("Streamed fast");
        String update = Api.viewer().get("/v1/incidents/{id}", id).path("updates[0].id");
        try (Watcher watcher = watch(id, Api.VIEWER);
                Reports reports = new Reports()) {
            await().until(() -> !watcher.messages.isEmpty());
            Instant begin = Instant.now();
            for (int i = 1; i <= 200; i++) {
                reports.send(id, 1, update, "email", DeliveryState.DELIVERING, new Tally(200, i, 0));
            }
            await().until(() -> watcher.last().getLong("items[0].delivered") == 200);
            long most = 2 + Duration.between(begin, Instant.now()).toMillis() / 250;
            assertThat(watcher.messages.size()).isLessThanOrEqualTo((int) most);
        }
    }

    @Test
    void a_stream_ends_with_its_token() {
        String id = Api.open("Streamed briefly");
        // Long enough to begin with it: on a slow machine that is longer.
        Watcher begun = null;
        for (int seconds = 2; begun == null; seconds *= 2) {
            Watcher watcher = watch(id, Tokens.token(Duration.ofSeconds(seconds), "vera", "viewer"));
            await().until(() -> watcher.ended || !watcher.messages.isEmpty());
            begun = watcher.messages.isEmpty() ? null : watcher;
        }
        try (Watcher watcher = begun) {
            await().until(() -> watcher.ended);
        }
    }

    @Test
    void the_streams_of_one_caller_are_limited_and_one_who_leaves_frees_the_place() throws Exception {
        String id = Api.open("Watched by many");
        String many = Tokens.token("many", "viewer");
        List<Watcher> watchers = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                watchers.add(watch(id, many));
            }
            HttpResponse<String> refused = http.send(request(id, many), HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            watchers.removeLast().close();
            await().untilAsserted(() -> {
                Watcher next = watch(id, many);
                watchers.add(next);
                assertThat(next.status).isEqualTo(200);
            });
        } finally {
            watchers.forEach(Watcher::close);
        }
    }

    private HttpRequest request(String id, String token) {
        return HttpRequest.newBuilder(URI.create(address + "v1/incidents/" + id + "/deliveries/stream"))
                .header("Authorization", "Bearer " + token)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    private Watcher watch(String id, String token) {
        try {
            return new Watcher(http.send(request(id, token), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads one stream on a thread of its own. */
    private static final class Watcher implements AutoCloseable {
        final int status;
        final Queue<String> messages = new ConcurrentLinkedQueue<>();
        volatile boolean ended;
        private final InputStream body;

        Watcher(HttpResponse<InputStream> response) {
            status = response.statusCode();
            body = response.body();
            Thread.startVirtualThread(this::read);
        }

        private void read() {
            try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                lines.lines()
                        .filter(line -> line.startsWith("data:"))
                        .map(line -> line.substring("data:".length()))
                        .forEach(messages::add);
            } catch (IOException | UncheckedIOException e) {
                // closed by this test
            } finally {
                ended = true;
            }
        }

        JsonPath first() {
            return JsonPath.from(messages.peek());
        }

        JsonPath last() {
            return JsonPath.from(List.copyOf(messages).getLast());
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
