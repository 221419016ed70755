package org.incidentcomms.bench;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.incidentcomms.local.client.StackClient;
import org.incidentcomms.local.settings.StackPort;

/**
 * Everything an operator does, at random: opens and updates incidents, corrects and withdraws some, announces maintenance.
 * And what strangers do: sign up, read the page, and write records to {@code status-events} that are no events.
 */
final class ChaosOperator implements AutoCloseable {
    private static final Duration LATER = Duration.ofSeconds(2);
    private static final int STRANGERS_MILLIS = 15_000;

    private final BenchStack stack;
    private final Operator operator;
    private final Random random;
    private final Duration apart;
    private final boolean isCalm;
    private final KafkaProducer<String, byte[]> stranger;
    /** Updates to be corrected, whatever the call returned. */
    private final Set<String> toCorrect = ConcurrentHashMap.newKeySet();

    private final AtomicInteger corrected = new AtomicInteger();
    /** Incidents to be withdrawn, whatever the call returned. */
    private final Set<String> doomed = ConcurrentHashMap.newKeySet();

    private final Set<Accepted> withdrawn = ConcurrentHashMap.newKeySet();
    private final AtomicInteger maintenances = new AtomicInteger();
    private final AtomicInteger signUps = new AtomicInteger();
    private int poison;

    /**
     * @param apart the mean time between two things begun
     * @param isCalm whether strangers only sign up; records that are no events raise an alert
     */
    ChaosOperator(BenchStack stack, Operator operator, Random random, Duration apart, boolean isCalm) {
        this.stack = stack;
        this.operator = operator;
        this.random = random;
        this.apart = apart;
        this.isCalm = isCalm;
        this.stranger = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        stack.bootstrapServers(),
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        "3000",
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        "120000"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Begins one thing after another until told to stop. */
    void act(AtomicBoolean enough) throws InterruptedException {
        long nextStranger = System.nanoTime();
        while (!enough.get()) {
            int drawn = random.nextInt(10);
            operator.soon(() -> {
                switch (drawn) {
                    case 0 -> correct();
                    case 1 -> withdraw();
                    case 2 -> announceMaintenance();
                    default -> tell();
                }
            });
            if (System.nanoTime() >= nextStranger) {
                if (!isCalm) {
                    poison();
                }
                operator.soon(this::signUp);
                operator.soon(this::look);
                nextStranger += TimeUnit.MILLISECONDS.toNanos(STRANGERS_MILLIS);
            }
            Thread.sleep((long) (apart.toMillis() * (0.25 + 1.5 * random.nextDouble())));
        }
    }

    /** What must have been delivered: everything accepted, without what was to be withdrawn. */
    List<Accepted> owed() {
        return operator.accepted().stream()
                .filter(update -> !doomed.contains(update.incidentId()))
                .toList();
    }

    /** Updates that were corrected, or may have been: their recipients got one more mail and post. */
    Set<String> maybeCorrected() {
        return Set.copyOf(toCorrect);
    }

    /** Number of corrections that were accepted. */
    int corrected() {
        return corrected.get();
    }

    /** Incidents whose withdrawal was answered with success: their pages must be gone. */
    Set<Accepted> withdrawn() {
        return Set.copyOf(withdrawn);
    }

    int maintenances() {
        return maintenances.get();
    }

    /** Number of unreadable records in the log. */
    int poisoned() {
        return poison;
    }

    private void tell() throws InterruptedException {
        Optional<Accepted> opened = operator.open();
        Thread.sleep(LATER);
        if (opened.isPresent()) {
            Optional<Accepted> updated = operator.update(opened.get(), "identified");
            Thread.sleep(LATER);
            if (updated.isPresent()) {
                Optional<Accepted> unused = operator.update(updated.get(), "resolved");
            }
        }
    }

    private void correct() throws InterruptedException {
        Optional<Accepted> opened = operator.open();
        if (opened.isEmpty()) {
            return;
        }
        toCorrect.add(opened.get().updateId());
        Thread.sleep(LATER);
        Map<String, Object> body = Map.of(
                "message", "Corrected: pages load slowly for everybody. We are on it.", "correction", "announce");
        URI address = stack.api("/v1/incidents/" + opened.get().incidentId() + "/updates/"
                + opened.get().updateId());
        if (operator.succeeds(client -> client.patch(address, body))) {
            corrected.incrementAndGet();
        }
    }

    private void withdraw() throws InterruptedException {
        Optional<Accepted> opened = operator.open();
        if (opened.isEmpty()) {
            return;
        }
        doomed.add(opened.get().incidentId());
        Thread.sleep(LATER);
        URI address = stack.api("/v1/incidents/" + opened.get().incidentId() + "/withdraw");
        if (operator.succeeds(client -> client.post(address, Map.of("reason", "Published by mistake.")))) {
            withdrawn.add(opened.get());
        }
    }

    private void announceMaintenance() throws InterruptedException {
        Instant starts = Instant.now().plus(7, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", "Scheduled maintenance " + maintenances.incrementAndGet());
        body.put("message", "Reports will be unavailable while we move them to new machines.");
        body.put("starts_at", starts.toString());
        body.put("ends_at", starts.plus(2, ChronoUnit.HOURS).toString());
        Optional<Accepted> unused = operator.open("/v1/maintenances", body);
    }

    /** With an address that is never confirmed; the list stays as it is. */
    private void signUp() throws InterruptedException {
        List<String> replicas = stack.replicas(StackPort.NOTIFIER_EMAIL.owner());
        String part = replicas.get(signUps.incrementAndGet() % replicas.size());
        try {
            StackClient.Answer unused = stack.client()
                    .post(
                            stack.address(part).resolve("/subscriptions"),
                            Map.of("email", "visitor-" + signUps.get() + "@chaos.example"));
        } catch (UncheckedIOException away) {
            System.out.println("nobody signs up while " + part + " is away");
        }
    }

    /** Customers read the page, an operator the dead letters of X: calls that nobody else makes here. */
    private void look() throws InterruptedException {
        List<URI> addresses = new ArrayList<>(stack.sites());
        stack.replicas(StackPort.NOTIFIER_TWITTER.owner())
                .forEach(part -> addresses.add(stack.address(part).resolve("/v1/dead-letters")));
        for (URI address : addresses) {
            try {
                StackClient.Answer unused = stack.client().get(address);
            } catch (UncheckedIOException away) {
                System.out.println("nobody reads " + address + " while it is away");
            }
        }
    }

    private void poison() throws InterruptedException {
        byte[] value = ("no event " + poison).getBytes(StandardCharsets.UTF_8);
        try {
            Object unused = stranger.send(new ProducerRecord<>("status-events", 0, "poison-" + poison, value))
                    .get(10, TimeUnit.SECONDS);
            poison++;
        } catch (KafkaException | ExecutionException | TimeoutException brokerAway) {
            System.out.println("no poison while the broker is away");
        }
    }

    @Override
    public void close() {
        stranger.close(Duration.ofSeconds(2));
    }
}
