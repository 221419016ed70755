package org.incidentcomms.api.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.incidentcomms.api.storage.JsonColumns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OperatorWebhookTest {
    private final CountDownLatch over = new CountDownLatch(1);

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_response_without_an_end_holds_nothing_up() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, 10);
                exchange.getResponseBody().flush();
                awaitEnd();
            });
            server.start();
            var webhook = new OperatorWebhook(
                    new Settings(
                            URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                    new JsonColumns(new ObjectMapper()),
                    address -> true);

            assertThat(webhook.post(List.of(new Alarm("key", "An update is overdue."))))
                    .isEmpty();
            webhook.close();
            over.countDown();
        } finally {
            over.countDown();
            server.stop(0);
        }
    }

    private void awaitEnd() {
        try {
            boolean unused = over.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Settings(URI address) implements AlarmConfig {
        @Override
        public Optional<URI> url() {
            return Optional.of(address);
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration interval() {
            return Duration.ofDays(1);
        }

        @Override
        public Duration quietAfter() {
            return Duration.ofHours(1);
        }
    }
}
