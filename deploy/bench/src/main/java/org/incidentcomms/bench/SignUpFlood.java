package org.incidentcomms.bench;

import com.sun.net.httpserver.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.incidentcomms.local.settings.StackPort;

/** Strangers who sign up for the update list, each with another address, at a fixed rate until closed. */
final class SignUpFlood implements AutoCloseable {

    static final int PER_SECOND = 200;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int NO_ANSWER = 0;

    private final URI address;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, Integer> counts = new ConcurrentSkipListMap<>();
    private final Thread thread;

    private SignUpFlood(URI address) {
        this.address = address;
        this.thread = Thread.ofPlatform().name("sign-up-flood").start(this::run);
    }

    static SignUpFlood start(BenchStack stack) {
        String service = stack.replicas(StackPort.NOTIFIER_EMAIL.owner()).getFirst();
        return new SignUpFlood(stack.address(service).resolve("/subscriptions"));
    }

    /** The same requests to a server that only refuses them: what the flood itself costs on the same processors. */
    static SignUpFlood startBeside(HttpServer refusing) {
        refusing.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        });
        refusing.start();
        return new SignUpFlood(
                URI.create("http://127.0.0.1:" + refusing.getAddress().getPort() + "/subscriptions"));
    }

    /** Number of answers by HTTP status; 0 for none. */
    record Answers(Map<Integer, Integer> byStatus) {
        @Override
        public String toString() {
            return "answers: "
                    + byStatus.entrySet().stream()
                            .map(entry -> entry.getValue() + " times " + entry.getKey())
                            .collect(Collectors.joining(", "));
        }
    }

    Answers answers() {
        return new Answers(Map.copyOf(counts));
    }

    private void run() {
        long next = System.nanoTime();
        try {
            for (int number = 0; ; number++) {
                next += TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                var unused = http.sendAsync(request(number), HttpResponse.BodyHandlers.discarding())
                        .handle((answer, failure) -> answer == null ? NO_ANSWER : answer.statusCode())
                        .thenAccept(status -> counts.merge(status, 1, Integer::sum));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(int number) {
        String body = "{\"email\": \"stranger-%d@flood-%d.example\"}".formatted(number, number % 997);
        return HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
        http.shutdownNow();
    }
}
