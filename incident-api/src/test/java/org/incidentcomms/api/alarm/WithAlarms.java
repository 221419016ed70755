package org.incidentcomms.api.alarm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.channel.CatalogueConfig;
import org.incidentcomms.api.channel.ChannelCatalogue;
import org.incidentcomms.api.channel.NotifierCalls;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.testkit.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Replicas that watch the conditions, with a clock of their own, and the operators' webhook. */
abstract class WithAlarms {
    static final Duration QUIET = Duration.ofHours(5);

    @Inject
    AlarmStore store;

    @Inject
    JsonColumns json;

    @Inject
    Clock now;

    final List<String> taken = new CopyOnWriteArrayList<>();
    final NotifierCalls notifiers = new NotifierCalls(new ObjectMapper());
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    volatile int answer = 200;
    volatile String health = "{}";
    private HttpServer server;
    SettableClock clock;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            taken.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.createContext("/management/health", exchange -> {
            byte[] body = health.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        clock = new SettableClock(now.instant());
    }

    @AfterEach
    void stop() {
        notifiers.close();
        server.stop(0);
    }

    /** Other tests leave deliveries that failed, and a message tells twenty conditions at most. */
    static void lookAtAll(AlarmWatch watch) throws InterruptedException {
        for (int message = 0; message < 10; message++) {
            watch.look();
        }
    }

    List<String> about(String words) {
        return taken.stream().filter(text -> text.contains(words)).toList();
    }

    AlarmWatch watch(Predicate<InetAddress> permitted) {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        Settings settings = new Settings(Optional.of(base.resolve("/hook")));
        ChannelCatalogue catalogue = new ChannelCatalogue(() -> List.of(new Notifier(base)));
        return new AlarmWatch(
                new AlarmConditions(store, settings),
                new ParkedChannels(catalogue, settings, notifiers),
                store,
                new OperatorWebhook(settings, json, permitted),
                settings,
                clock,
                metrics);
    }

    private record Settings(Optional<URI> url) implements AlarmConfig {
        @Override
        public Duration timeout() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration interval() {
            return Duration.ofDays(1);
        }

        @Override
        public Duration quietAfter() {
            return QUIET;
        }
    }

    private record Notifier(URI url) implements CatalogueConfig.Channel {
        @Override
        public String name() {
            return "twitter";
        }

        @Override
        public String label() {
            return "X";
        }

        @Override
        public List<String> destinations() {
            return List.of("x");
        }

        @Override
        public Optional<URI> healthUrl() {
            return Optional.of(url.resolve("/management/health"));
        }

        @Override
        public OptionalInt longestText() {
            return OptionalInt.empty();
        }

        @Override
        public String icon() {
            return "info";
        }
    }

    static String open(String title, String more) {
        return Api.operator()
                .body("{\"title\":\"" + title + "\",\"message\":\"m\",\"impact\":\"minor\"" + more + "}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    static void update(String id, String more) {
        Api.operator()
                .body("{\"message\":\"m\"" + more + "}")
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201);
    }
}
