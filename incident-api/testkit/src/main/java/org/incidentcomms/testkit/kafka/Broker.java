package org.incidentcomms.testkit.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.incidentcomms.testkit.Ports;
import org.incidentcomms.testkit.QuietLogs;
import org.incidentcomms.testkit.RestartableServer;
import org.jspecify.annotations.Nullable;

/** The broker: broker and controller in one node, with one directory and port. */
final class Broker implements RestartableServer {

    private final Path dataDir;
    private final int port;
    private final SequencedMap<Integer, Integer> proxied;
    private final Optional<Quorum> quorum;
    private final Map<String, String> overrides;
    private @Nullable KafkaRaftServer server;

    /**
     * @param proxied ports of further listeners, each with the port advertised to its clients
     * @param quorum the cluster it is a node of, if it is not one of its own
     */
    Broker(Path dataDir, int port, SequencedMap<Integer, Integer> proxied, Optional<Quorum> quorum) {
        this(dataDir, port, proxied, quorum, Map.of());
    }

    /**
     * @param overrides the broker's settings, where they are not those of {@link BrokerSettings}
     */
    Broker(
            Path dataDir,
            int port,
            SequencedMap<Integer, Integer> proxied,
            Optional<Quorum> quorum,
            Map<String, String> overrides) {
        this.dataDir = dataDir.toAbsolutePath();
        this.proxied = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(proxied));
        this.quorum = quorum;
        this.overrides = Map.copyOf(overrides);
        this.port = Ports.orFree(port);
        QuietLogs.warningsOnly("kafka", "org.apache.kafka", "state.change.logger");
        QuietLogs.errorsOnly("org.apache.kafka.controller.QuorumController");
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public synchronized boolean isRunning() {
        return server != null;
    }

    @Override
    public synchronized void start() {
        if (server != null) {
            return;
        }
        Quorum now = quorum.orElseGet(Quorum::single);
        format(now);
        Map<String, String> settings = BrokerSettings.of(dataDir, port, now, proxied);
        settings.putAll(overrides);
        KafkaRaftServer starting = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        try {
            starting.startup();
        } catch (RuntimeException e) {
            starting.shutdown();
            throw e;
        }
        server = starting;
    }

    @Override
    public synchronized void stop() {
        KafkaRaftServer running = server;
        server = null;
        if (running != null) {
            running.shutdown();
            running.awaitShutdown();
        }
    }

    private void format(Quorum now) {
        if (Files.exists(dataDir.resolve("meta.properties"))) {
            return;
        }
        try (var silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Files.createDirectories(dataDir);
            new Formatter()
                    .setPrintStream(silence)
                    .setNodeId(now.node())
                    .setClusterId(now.clusterId())
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .addDirectory(dataDir.toString())
                    .setMetadataLogDirectory(dataDir.toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + dataDir, e);
        } catch (Exception e) {
            throw new KafkaException("cannot format " + dataDir, e);
        }
    }
}
