package org.incidentcomms.testkit.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Exit;
import org.incidentcomms.testkit.QuietLogs;
import org.incidentcomms.testkit.RestartableServer;
import org.jspecify.annotations.Nullable;

/**
 * One real Kafka broker (KRaft, broker and controller in one) on 127.0.0.1.
 *
 * <p>It keeps its directory and its port: after {@link #stop()}, {@link #start()} serves the same topics, records and
 * offsets at the same address, so that a test can simulate a Kafka outage. Thread-safe; start and stop are idempotent.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RestartableServer engine;

    private EmbeddedKafka(RestartableServer engine) {
        this.engine = engine;
    }

    /**
     * Starts a broker on this directory (created and formatted if needed) and port; 0 picks a free port and keeps it.
     */
    public static EmbeddedKafka start(Path dataDir, int port) {
        return inThisJvm(new Broker(dataDir, port, new LinkedHashMap<>(), Optional.empty()));
    }

    /**
     * Starts a broker that has no coordinator for any group, as a cluster that has lost the replicas of its offsets: they
     * would need three brokers.
     */
    public static EmbeddedKafka startWithoutCoordinator(Path dataDir) {
        return inThisJvm(new Broker(
                dataDir, 0, new LinkedHashMap<>(), Optional.empty(), Map.of("offsets.topic.replication.factor", "3")));
    }

    /**
     * Starts a broker that also has a port for TLS, which serves clients with a certificate that it trusts.
     *
     * @param tls the broker's settings {@code ssl.…}
     */
    public static EmbeddedKafka startWithTls(Path dataDir, int tlsPort, Map<String, String> tls) {
        SequencedMap<Integer, Integer> further = new LinkedHashMap<>(Map.of(tlsPort, tlsPort));
        Map<String, String> overrides = new HashMap<>(tls);
        overrides.put("ssl.client.auth", "required");
        overrides.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT,PROXIED_1:SSL");
        return inThisJvm(new Broker(dataDir, 0, further, Optional.empty(), overrides));
    }

    private static EmbeddedKafka inThisJvm(Broker broker) {
        Exit.setExitProcedure(EmbeddedKafka::doNotEndTheJvm);
        Exit.setHaltProcedure(EmbeddedKafka::doNotEndTheJvm);
        return started(broker);
    }

    /** A handle on a broker that may live under another class loader, running or not. */
    public static EmbeddedKafka over(RestartableServer broker) {
        return new EmbeddedKafka(broker);
    }

    /**
     * Runs the broker as a separate process: prints one READY line once it serves, stops cleanly on SIGTERM. Clients of
     * a further listener get its advertised port, which is where the proxy in front of it listens. NODE@PORT,PORT,PORT
     * makes it one node of three, with its id and the ports of all controllers.
     */
    public static void main(String[] args) throws InterruptedException {
        QuietLogs.forProcess();
        if (args.length < 2) {
            System.err.println(
                    "usage: EmbeddedKafka DATA_DIR PORT [NODE@PORT,PORT,PORT] [LISTENER_PORT:ADVERTISED_PORT ...]");
            System.exit(64);
        }
        SequencedMap<Integer, Integer> proxied = new LinkedHashMap<>();
        Optional<Quorum> quorum = Optional.empty();
        for (String listener : List.of(args).subList(2, args.length)) {
            if (listener.contains("@")) {
                quorum = Optional.of(Quorum.parse(listener));
                continue;
            }
            int colon = listener.indexOf(':');
            proxied.put(Integer.valueOf(listener.substring(0, colon)), Integer.valueOf(listener.substring(colon + 1)));
        }
        EmbeddedKafka kafka = started(new Broker(Path.of(args[0]), Integer.parseInt(args[1]), proxied, quorum));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            kafka.stop();
                            stopped.countDown();
                        },
                        "kafka-stop"));
        System.out.println("READY " + kafka.bootstrapServers());
        stopped.await();
    }

    /** Value for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port();
    }

    /** The port for clients. */
    public int port() {
        return engine.port();
    }

    /** Starts the broker again after {@link #stop()}, with the same data at the same address. */
    public void start() {
        engine.start();
    }

    /** Stops the broker; clients get connection refused until the next {@link #start()}. */
    public void stop() {
        engine.stop();
    }

    @Override
    public void close() {
        stop();
    }

    /** Whether the broker is running. */
    public boolean isRunning() {
        return engine.isRunning();
    }

    /** An admin client of this broker; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis()));
    }

    /**
     * Recreates the topic empty, whether or not it existed. Committed offsets of the old topic are deleted with it; a
     * consumer reading it restarts at its {@code auto.offset.reset}.
     */
    public void recreateTopic(String name, int partitions, Map<String, String> configs) {
        deleteTopic(name);
        try (Admin admin = admin()) {
            var topic = new NewTopic(name, Optional.of(partitions), Optional.of((short) 1)).configs(configs);
            admin.createTopics(List.of(topic)).all().get();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!hasLeaders(admin, name, partitions)) {
                pause(deadline, "topic has no leader: " + name);
            }
        } catch (ExecutionException e) {
            throw new KafkaException("cannot create topic " + name, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while creating topic " + name, e);
        }
    }

    /** Deletes the topic and waits until it is gone; does nothing if it did not exist. */
    public void deleteTopic(String name) {
        try (Admin admin = admin()) {
            try {
                admin.deleteTopics(List.of(name)).all().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    return;
                }
                throw new KafkaException("cannot delete topic " + name, e.getCause());
            }
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (admin.listTopics().names().get().contains(name)) {
                pause(deadline, "topic still exists: " + name);
            }
        } catch (ExecutionException e) {
            throw new KafkaException("cannot list topics", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while deleting topic " + name, e);
        }
    }

    private static EmbeddedKafka started(Broker broker) {
        EmbeddedKafka kafka = new EmbeddedKafka(broker);
        kafka.start();
        return kafka;
    }

    /** A broker that fails halts its process; inside a test's JVM that would end the tests silently. */
    private static void doNotEndTheJvm(int status, @Nullable String message) {
        throw new IllegalStateException("the broker halted, status " + status + ": " + message);
    }

    private static boolean hasLeaders(Admin admin, String name, int partitions)
            throws InterruptedException, ExecutionException {
        try {
            var described = admin.describeTopics(List.of(name)).allTopicNames().get();
            var infos = described.containsKey(name)
                    ? described.get(name).partitions()
                    : List.<org.apache.kafka.common.TopicPartitionInfo>of();
            return infos.size() == partitions
                    && infos.stream()
                            .allMatch(p -> p.leader() != null && !p.leader().isEmpty());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private static void pause(long deadline, String message) throws InterruptedException {
        if (System.nanoTime() > deadline) {
            throw new KafkaException(message);
        }
        Thread.sleep(20);
    }
}
