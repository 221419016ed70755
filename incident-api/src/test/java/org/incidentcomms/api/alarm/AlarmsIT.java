package org.incidentcomms.api.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.channel.CatalogueConfig;
import org.incidentcomms.api.channel.ChannelCatalogue;
import org.incidentcomms.api.channel.NotifierCalls;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.testkit.SettableClock;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators are told of by their own webhook. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class AlarmsIT {
    private static final Duration QUIET = Duration.ofHours(5);

    @Inject
    AlarmStore store;

    @Inject
    JsonColumns json;

    @Inject
    Clock now;

    private static final String PARKED =
            "{\"checks\":[{\"name\":\"notifier\",\"data\":{\"kafka\":\"ok\",\"x\":\"degraded: parked (auth)\"}}]}";

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final NotifierCalls notifiers = new NotifierCalls(new ObjectMapper());
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private volatile int answer = 200;
    private volatile String health = "{}";
    private HttpServer server;
    private SettableClock clock;

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

    @Test
    void a_promised_update_that_is_overdue_is_told_once_and_again_only_when_it_is_another() throws Exception {
        String title = "Overdue <&> " + UUID.randomUUID();
        String id = open(title, ",\"next_update_at\":\"" + now.instant().plusSeconds(600) + "\"");
        AlarmWatch watch = watch(address -> true);

        lookAtAll(watch);
        assertThat(about(id)).isEmpty();
        clock.pass(Duration.ofMinutes(15));
        lookAtAll(watch);

        assertThat(about(id))
                .singleElement()
                .satisfies(text ->
                        assertThat(text).startsWith("{\"text\":\"").contains("Overdue &lt;&amp;&gt;", "is overdue"));
        assertThat(metrics.get("next.update.overdue").gauge().value()).isBetween(60.0, 300.0);

        update(id, "");
        lookAtAll(watch);
        assertThat(metrics.get("next.update.overdue").gauge().value()).isZero();
        update(id, ",\"next_update_at\":\"" + now.instant().plusSeconds(1_200) + "\"");
        clock.pass(Duration.ofMinutes(15));
        lookAtAll(watch);
        assertThat(about(id)).hasSize(2);
    }

    @Test
    void quiet_incidents_drafts_by_alerts_and_parked_channels_are_told() throws Exception {
        String quiet = open("Quiet", "");
        String busy = open("Promised", ",\"next_update_at\":\"" + now.instant().plus(QUIET.multipliedBy(2)) + "\"");
        String draft = Api.as(Tokens.token("prometheus", "alerting"))
                .body("{\"version\":\"4\",\"groupKey\":\"" + UUID.randomUUID() + "\",\"status\":\"firing\","
                        + "\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"ProbeFailure\"}}]}")
                .post("/v1/hooks/alertmanager")
                .path("draft");
        health = PARKED;
        AlarmWatch watch = watch(address -> true);

        clock.pass(QUIET.plusMinutes(1));
        lookAtAll(watch);

        assertThat(about(quiet)).hasSize(1);
        assertThat(about(busy)).isEmpty();
        assertThat(about(draft)).hasSize(1);
        assertThat(about("channel x is parked")).hasSize(1);

        health = "Not Found";
        lookAtAll(watch);
        health = PARKED;
        lookAtAll(watch);
        assertThat(about("channel x is parked"))
                .as("the same condition, although the notifier was away meanwhile")
                .hasSize(1);

        health = "{\"checks\":[]}";
        lookAtAll(watch);
        health = PARKED;
        lookAtAll(watch);
        assertThat(about("channel x is parked")).as("parked anew").hasSize(2);
    }

    @Test
    void what_the_webhook_refuses_is_told_again_after_a_back_off() throws Exception {
        String id = open("Refused", "");
        AlarmWatch watch = watch(address -> true);
        clock.pass(QUIET.plusMinutes(1));
        answer = 500;

        lookAtAll(watch);
        assertThat(about(id)).as("before the back-off has passed").hasSize(1);
        answer = 200;
        clock.pass(Duration.ofSeconds(6));
        lookAtAll(watch);

        assertThat(about(id)).hasSize(2);
        assertThat(metrics.get("operator.alarm.failures").counter().count()).isPositive();
    }

    @Test
    void an_address_that_is_not_public_is_not_called() throws Exception {
        open("Not told", "");
        clock.pass(QUIET.plusMinutes(1));

        lookAtAll(watch(org.incidentcomms.service.net.PublicAddresses::contains));

        assertThat(taken).isEmpty();
    }

    /** Other tests leave deliveries that failed, and a message tells twenty conditions at most. */
    private static void lookAtAll(AlarmWatch watch) throws InterruptedException {
        for (int message = 0; message < 10; message++) {
            watch.look();
        }
    }

    private List<String> about(String words) {
        return taken.stream().filter(text -> text.contains(words)).toList();
    }

    private AlarmWatch watch(Predicate<InetAddress> permitted) {
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

    private static String open(String title, String more) {
        return Api.operator()
                .body("{\"title\":\"" + title + "\",\"message\":\"m\",\"impact\":\"minor\"" + more + "}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void update(String id, String more) {
        Api.operator()
                .body("{\"message\":\"m\"" + more + "}")
                .post("/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201);
    }
}
