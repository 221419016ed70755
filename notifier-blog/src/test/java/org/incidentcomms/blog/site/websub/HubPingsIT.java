package org.incidentcomms.blog.site.websub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.incidentcomms.testkit.Patience.await;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.incidentcomms.service.loop.Backoff;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a hub that refuses as many pings as a test wants. */
class HubPingsIT {
    private static final String ATOM = "https://status.acme.example/feed.atom?a=b&c";
    private static final String RSS = "https://status.acme.example/feed.rss";
    private static final Duration BRIEFLY = Duration.ofMillis(1);

    private final List<String> pings = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final CountDownLatch answering = new CountDownLatch(1);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @SuppressWarnings("NullAway.Init")
    private HttpServer hub;

    @BeforeEach
    void start() throws IOException {
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/", exchange -> {
            try (exchange) {
                pings.add(exchange.getRequestMethod() + " "
                        + URLDecoder.decode(new String(exchange.getRequestBody().readAllBytes(), UTF_8), UTF_8));
                if (exchange.getRequestURI().getPath().equals("/slow")) {
                    answering.await();
                }
                exchange.sendResponseHeaders(refusals.getAndDecrement() > 0 ? 503 : 204, -1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        hub.start();
    }

    @AfterEach
    void stop() {
        answering.countDown();
        hub.stop(0);
    }

    @Test
    void theHubIsToldWhichFeedsChanged() {
        try (HubPings hubPings = started("/")) {
            hubPings.changed(List.of(ATOM, RSS));

            await().until(() -> count("accepted") == 1);
        }
        assertThat(pings).containsExactly("POST hub.mode=publish&hub.url=" + ATOM + "&hub.url=" + RSS);
    }

    @Test
    void changesDuringAPingBecomeOnePingForEachFeed() {
        try (HubPings hubPings = started("/slow")) {
            hubPings.changed(List.of(ATOM));
            await().until(() -> pings.size() == 1);
            for (int change = 0; change < 100; change++) {
                hubPings.changed(List.of(ATOM));
                hubPings.changed(List.of(RSS));
            }
            answering.countDown();

            await().until(() -> count("accepted") == 2);
        }
        assertThat(pings)
                .containsExactly(
                        "POST hub.mode=publish&hub.url=" + ATOM,
                        "POST hub.mode=publish&hub.url=" + ATOM + "&hub.url=" + RSS);
    }

    @Test
    void aRefusedPingIsRepeatedUntilItIsAccepted() {
        refusals.set(3);
        try (HubPings hubPings = started("/")) {
            hubPings.changed(List.of(ATOM));

            await().until(() -> count("accepted") == 1);
        }
        assertThat(pings).hasSize(4).containsOnly("POST hub.mode=publish&hub.url=" + ATOM);
        assertThat(count("failed")).isEqualTo(3);
    }

    @Test
    void aHubThatNeverAcceptsIsGivenUpUntilTheNextChange() {
        refusals.set(8);
        try (HubPings hubPings = started("/")) {
            hubPings.changed(List.of(ATOM));
            await().until(() -> count("given_up") == 1);
            assertThat(pings).hasSize(8);

            hubPings.changed(List.of(RSS));
            await().until(() -> count("accepted") == 1);
        }
        assertThat(pings).hasSize(9).last().isEqualTo("POST hub.mode=publish&hub.url=" + RSS);
    }

    @Test
    void manyFeedsAreToldInSeveralPings() {
        List<String> many = java.util.stream.IntStream.range(0, 120)
                .mapToObj(number -> "https://status.acme.example/components/" + number + "/feed.atom")
                .toList();
        try (HubPings hubPings = started("/")) {
            hubPings.changed(many);

            await().until(() -> count("accepted") == 3);
        }
        assertThat(pings).hasSize(3);
        assertThat(String.join("", pings)).contains(many);
    }

    @Test
    void anAddressThatIsNoneIsRefusedAtStartAndNoAddressIsNoHub() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HubPings(Optional.of(URI.create("hub.example")), Optional.empty(), registry))
                .withMessageContaining("WEBSUB_HUB_URL");
        try (HubPings none = new HubPings(Optional.empty(), Optional.empty(), registry)) {
            none.start();
            none.changed(List.of(ATOM));
        }
        assertThat(pings).isEmpty();
    }

    private HubPings started(String path) {
        URI address = URI.create("http://127.0.0.1:" + hub.getAddress().getPort() + path);
        HubPings hubPings =
                new HubPings(Optional.of(address), Optional.empty(), registry, BRIEFLY, new Backoff(BRIEFLY, BRIEFLY));
        hubPings.start();
        return hubPings;
    }

    private double count(String result) {
        return registry.counter("websub.pings", "result", result).count();
    }
}
