package org.incidentcomms.api.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.incidentcomms.api.channel.NotifierCalls;
import org.incidentcomms.api.outbox.Outbox.Appended;
import org.incidentcomms.api.preview.PreviewResponse.Answered;
import org.incidentcomms.api.preview.PreviewResponse.Answered.State;
import org.incidentcomms.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three notifiers over real HTTP, of which two behave and one does what the test says. */
class NotifierClientIT {
    private static final String GOOD =
            "{\"items\":[{\"destination\":\"d\",\"recipients\":3,\"parts\":{\"text\":\"t\"},\"warnings\":[]}]}";
    private static final Appended EVENT = new Appended(
            Map.of("ce_id", "inc_1-1", "ce_type", "incident.opened", "content-type", "application/json"),
            "{\"incident\":{}}".getBytes(UTF_8));
    private static final Duration FIRST_TIMEOUT = Duration.ofMillis(1500);
    private static final int MAX_BYTES = 10_000;

    private final CountDownLatch end = new CountDownLatch(1);
    private final Map<String, String> asked = new ConcurrentHashMap<>();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @SuppressWarnings("NullAway.Init")
    private ExecutorService threads;

    @BeforeEach
    void start() throws IOException {
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/good/v1/previews", exchange -> {
            exchange.getRequestHeaders()
                    .forEach((name, values) -> asked.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            asked.put("body", new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            answer(exchange, 200, GOOD);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void the_event_is_sent_as_cloud_events_over_http_with_the_operators_token() {
        try (Client client = clientOf("/good")) {
            assertThat(client.ask()).isEqualTo(State.OK);
            assertThat(client.answer.recipients()).isEqualTo(3);
        }

        assertThat(asked)
                .containsEntry("ce-id", "inc_1-1")
                .containsEntry("ce-type", "incident.opened")
                .containsEntry("content-type", "application/json")
                .containsEntry("authorization", "Bearer of-the-operator")
                .containsEntry("body", "{\"incident\":{}}");
    }

    @Test
    void one_that_says_nothing_is_given_up_in_time_and_the_others_are_shown() {
        notifier("/silent", exchange -> await());

        try (Client client = clientOf("/silent")) {
            assertThat(client.ask()).isEqualTo(State.UNAVAILABLE);
            assertThat(client.answer.reason())
                    .contains("within " + (client.timeout.equals(FIRST_TIMEOUT) ? "1.5" : client.timeout.toSeconds())
                            + " s");
        }
    }

    @Test
    void one_that_drips_its_answer_is_given_up_in_time_as_well() {
        notifier("/dripping", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            while (end.getCount() > 0) {
                body.write(' ');
                body.flush();
                pause();
            }
        });

        try (Client client = clientOf("/dripping")) {
            assertThat(client.ask()).isEqualTo(State.UNAVAILABLE);
            assertThat(client.answer.reason()).contains("within ");
        }
    }

    @Test
    void an_answer_without_end_is_not_read_to_its_end() {
        notifier("/huge", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = " ".repeat(4096).getBytes(UTF_8);
            while (end.getCount() > 0) {
                exchange.getResponseBody().write(piece);
            }
        });

        try (Client client = clientOf("/huge")) {
            assertThat(client.ask()).isEqualTo(State.UNAVAILABLE);
            assertThat(client.answer.reason()).contains("too long");
        }
    }

    @Test
    void an_error_and_a_refused_token_are_told_for_what_they_are() {
        notifier("/broken", exchange -> answer(exchange, 500, "{}"));
        notifier("/refusing", exchange -> answer(exchange, 403, "{}"));

        try (Client broken = clientOf("/broken");
                Client refusing = clientOf("/refusing")) {
            assertThat(broken.ask()).isEqualTo(State.UNAVAILABLE);
            assertThat(broken.answer.reason()).contains("500");
            assertThat(refusing.ask()).isEqualTo(State.UNAVAILABLE);
            assertThat(refusing.answer.reason()).contains("token");
        }
    }

    @Test
    void what_is_no_preview_is_told_for_what_it_is() {
        for (String nonsense : new String[] {"<html>", "[]", "{\"items\":7}", ""}) {
            String path = "/nonsense" + nonsense.hashCode();
            notifier(path, exchange -> answer(exchange, 200, nonsense));
            try (Client client = clientOf(path)) {
                assertThat(client.ask()).as(nonsense).isEqualTo(State.UNAVAILABLE);
            }
        }
    }

    @Test
    void the_token_does_not_follow_a_redirect() {
        notifier("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", base() + "/good/v1/previews");
            answer(exchange, 307, "");
        });

        try (Client client = clientOf("/moved")) {
            asked.clear();
            assertThat(client.ask()).isEqualTo(State.UNAVAILABLE);
            assertThat(client.answer.reason()).contains("307");
        }
    }

    @Test
    void one_that_is_not_there_is_told_so() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (Client client = new Client(URI.create("http://127.0.0.1:" + free))) {
            assertThat(client.ask()).isEqualTo(State.UNAVAILABLE);
            assertThat(client.answer.reason()).contains("reached");
        }
    }

    @Test
    void one_that_would_tell_nobody_says_why() {
        notifier(
                "/skipping",
                exchange -> answer(
                        exchange,
                        200,
                        "{\"items\":[{\"destination\":\"d\",\"recipients\":0,\"skipped\":\"not_wanted\"}]}"));

        try (Client client = clientOf("/skipping")) {
            assertThat(client.ask()).isEqualTo(State.NOT_NOTIFIED);
            assertThat(client.answer.reason()).isEqualTo("left out by notify");
            assertThat(client.answer.previews()).hasSize(1);
        }
    }

    private void notifier(String path, HttpHandler handler) {
        server.createContext(path + "/v1/previews", handler);
    }

    private Client clientOf(String path) {
        return new Client(URI.create(base() + path + "/"));
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause() {
        try {
            end.await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /**
     * Whose notifier of X is the one in question. The two that behave may need longer than the timeout on a slow machine;
     * then all are asked again with twice of it, for as long as the one in question says nothing it has to be given up.
     */
    private final class Client implements AutoCloseable {
        private final URI questionable;
        private Duration timeout = FIRST_TIMEOUT;
        private final NotifierCalls calls = new NotifierCalls(new ObjectMapper());
        private NotifierClient client;
        private Answered answer = Answered.unavailable("", "");

        Client(URI questionable) {
            this.questionable = questionable;
            this.client = newClient();
        }

        private NotifierClient newClient() {
            return new NotifierClient(
                    new NotifiersAt(URI.create(base() + "/good"), questionable).catalogue(),
                    new Asking(timeout, MAX_BYTES),
                    calls);
        }

        /** That it comes back at all is what a notifier without end would prevent. */
        State ask() {
            var answers = assertTimeoutPreemptively(
                    Patience.LIMIT.plus(timeout), () -> client.ask(EVENT, "Bearer of-the-operator"));
            assertThat(answers).extracting(Answered::channel).containsExactly("email", "twitter", "blog");
            if (timeout.compareTo(Patience.LIMIT) < 0 && !(isGood(answers.get(0)) && isGood(answers.get(2)))) {
                timeout = timeout.multipliedBy(2);
                client = newClient();
                return ask();
            }
            assertThat(answers.get(0).state()).isEqualTo(State.OK);
            assertThat(answers.get(2).state()).isEqualTo(State.OK);
            answer = answers.get(1);
            return answer.state();
        }

        private static boolean isGood(Answered answered) {
            return answered.state() == State.OK;
        }

        @Override
        public void close() {
            calls.close();
        }
    }
}
