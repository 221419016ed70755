package org.incidentcomms.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.incidentcomms.local.client.StackClient;
import org.incidentcomms.local.client.StackClient.Answer;

/** Opens incidents, and records which were accepted and the duration of each POST. */
final class Operator implements AutoCloseable {

    private final BenchStack stack;
    private final StackClient client;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    /** One party per background action, and one for the waiting thread. */
    private final Phaser deeds = new Phaser(1);

    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final List<Accepted> accepted = new ArrayList<>();

    private final Consumer<Accepted> listener;

    /**
     * @param listener called at once for each accepted update
     */
    Operator(BenchStack stack, Consumer<Accepted> listener) {
        this.stack = stack;
        this.listener = listener;
        this.client = stack.client();
    }

    /** An action of the operator that may run in the background. */
    @FunctionalInterface
    interface Deed {
        void run() throws InterruptedException;
    }

    /** Runs this in the background; {@link #settle} waits for it. */
    void soon(Deed deed) {
        deeds.register();
        calls.execute(() -> {
            try {
                deed.run();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                deeds.arriveAndDeregister();
            }
        });
    }

    /** Opens incidents at a fixed interval, whether or not earlier ones are answered: an open loop. */
    void openEvery(Duration interval, int count) throws InterruptedException {
        long next = System.nanoTime();
        for (int i = 0; i < count; i++) {
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            soon(this::open);
            next += interval.toNanos();
        }
    }

    /** Opens incidents at a fixed interval until told to stop, and updates each after a delay. */
    void openAndUpdate(Duration interval, Duration updateAfter, AtomicBoolean enough) throws InterruptedException {
        while (!enough.get()) {
            soon(() -> {
                Optional<Accepted> opened = open();
                Thread.sleep(updateAfter);
                if (opened.isPresent()) {
                    update(opened.get(), "resolved");
                }
            });
            Thread.sleep(interval);
        }
    }

    Optional<Accepted> open() throws InterruptedException {
        int number = numbers.incrementAndGet();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", "Bench incident %05d".formatted(number));
        body.put("status", "investigating");
        body.put("impact", "major");
        body.put("message", "Pages of part %05d load slowly. We are looking into it.".formatted(number));
        return post(stack.api("/v1/incidents"), body, Accepted::opened);
    }

    /** Posts the next update of an incident. */
    Optional<Accepted> update(Accepted before, String status) throws InterruptedException {
        int number = numbers.incrementAndGet();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status);
        body.put("message", "Word %05d on this: it is now %s.".formatted(number, status));
        return post(stack.api("/v1/incidents/" + before.incidentId() + "/updates"), body, before::followedBy);
    }

    List<Accepted> accepted() {
        synchronized (accepted) {
            return List.copyOf(accepted);
        }
    }

    /** Number of calls that were not answered with success. */
    int refused() {
        return refused.get();
    }

    /** Waits until all background actions are done. */
    void settle() throws InterruptedException {
        try {
            deeds.awaitAdvanceInterruptibly(deeds.arrive(), 2, TimeUnit.MINUTES);
        } catch (TimeoutException e) {
            throw new IllegalStateException("calls to incident-api do not return", e);
        }
    }

    @Override
    public void close() {
        calls.shutdownNow();
    }

    /** Opens an incident or announces a maintenance: the path and the body of the POST. */
    Optional<Accepted> open(String path, Map<String, Object> body) throws InterruptedException {
        return post(stack.api(path), body, Accepted::opened);
    }

    /** A call whose answer does not matter beyond its success. */
    @FunctionalInterface
    interface Call {
        Answer send(StackClient client) throws InterruptedException;
    }

    /** Whether the call was answered with success; otherwise it counts as refused. */
    boolean succeeds(Call call) throws InterruptedException {
        try {
            if (call.send(client).isSuccess()) {
                return true;
            }
        } catch (UncheckedIOException unreachable) {
            // refused, as far as the operator can tell
        }
        refused.incrementAndGet();
        return false;
    }

    private Optional<Accepted> post(URI address, Map<String, Object> body, Reading reading)
            throws InterruptedException {
        long begun = System.nanoTime();
        Answer answer;
        try {
            answer = client.post(address, body);
        } catch (UncheckedIOException unreachable) {
            refused.incrementAndGet();
            return Optional.empty();
        }
        Instant at = Instant.now();
        double millis = (System.nanoTime() - begun) / 1e6;
        if (answer.status() != 201) {
            refused.incrementAndGet();
            return Optional.empty();
        }
        Accepted one = reading.of(answer.body(), at, millis);
        synchronized (accepted) {
            accepted.add(one);
        }
        listener.accept(one);
        return Optional.of(one);
    }

    /** Parses the update accepted by a 201. */
    @FunctionalInterface
    private interface Reading {
        Accepted of(JsonNode body, Instant at, double millis);
    }
}
