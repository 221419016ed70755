package org.incidentcomms.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Polls the liveness check of processes four times a second; no response within a second counts as a failure. */
final class LivenessProbe implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger missed = new AtomicInteger();

    /** Starts polling. */
    LivenessProbe(List<URI> services) {
        services.forEach(service -> threads.execute(() -> watch(service.resolve("/q/health/live"))));
    }

    int asked() {
        return asked.get();
    }

    /** Number of failed checks. */
    int missed() {
        return missed.get();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.shutdownNow();
    }

    private void watch(URI address) {
        try {
            while (true) {
                threads.execute(() -> ask(address));
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(URI address) {
        try {
            int status = http.send(
                            HttpRequest.newBuilder(address).timeout(LIMIT).build(), BodyHandlers.discarding())
                    .statusCode();
            asked.incrementAndGet();
            missed.addAndGet(status == 200 ? 0 : 1);
        } catch (IOException noAnswer) {
            asked.incrementAndGet();
            missed.incrementAndGet();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
