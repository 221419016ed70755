package org.incidentcomms.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed number of requests for public pages, each client waiting for a response before its next request. */
final class PageLoad {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private PageLoad() {}

    /**
     * @param failed number of requests without a complete response with status 200, by reason
     */
    record Result(int requests, double perSecond, Quantiles millis, Map<String, Integer> failed) {
        Result {
            failed = Map.copyOf(failed);
        }
    }

    /** Requests these addresses in turn. */
    static Result run(List<URI> addresses, int requests, int clients) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
        Map<String, Integer> failed = new ConcurrentHashMap<>();
        long begun = System.nanoTime();
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT)
                .build()) {
            List<Thread> threads = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                threads.add(Thread.ofVirtual().start(() -> {
                    int number;
                    while ((number = next.getAndIncrement()) < requests) {
                        long sent = System.nanoTime();
                        String outcome = request(http, addresses.get(number % addresses.size()));
                        if (outcome.isEmpty()) {
                            millis.add((System.nanoTime() - sent) / 1e6);
                        } else {
                            failed.merge(outcome, 1, Integer::sum);
                        }
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Result(requests, requests / seconds, Quantiles.of(millis), failed);
    }

    /** Returns why it failed; empty if it did not. */
    private static String request(HttpClient http, URI address) {
        try {
            HttpResponse<byte[]> response =
                    http.send(HttpRequest.newBuilder(address).timeout(LIMIT).build(), BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                return "status " + response.statusCode();
            }
            return response.body().length == 0 ? "empty body" : "";
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
