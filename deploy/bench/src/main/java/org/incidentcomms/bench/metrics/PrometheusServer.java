package org.incidentcomms.bench.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.incidentcomms.local.client.StackClient;
import org.incidentcomms.testkit.Directories;
import org.incidentcomms.testkit.Ports;

/** Prometheus with the project's rules, scraping the services. */
public final class PrometheusServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final Process process;
    private final Path folder;
    private final URI address;
    private final Duration interval;
    private final Instant begun = Instant.now();
    private final StackClient client = new StackClient("");

    private PrometheusServer(Process process, Path folder, URI address, Duration interval) {
        this.process = process;
        this.folder = folder;
        this.address = address;
        this.interval = interval;
    }

    /**
     * Starts it and returns once it answers.
     *
     * @param program the executable
     * @param rules file of alerting rules
     * @param targets addresses (host:port) of the processes of each job
     * @param interval between two looks at them, in whole seconds
     * @throws UncheckedIOException if it cannot be started
     */
    public static PrometheusServer start(Path program, Path rules, Map<String, List<String>> targets, Duration interval)
            throws InterruptedException {
        Path folder = Directories.temporary("bench-prometheus-");
        URI address = URI.create("http://127.0.0.1:" + Ports.free());
        try {
            Path configuration =
                    Files.writeString(folder.resolve("prometheus.yaml"), configuration(rules, targets, interval));
            Process process = new ProcessBuilder(
                            program.toString(),
                            "--config.file=" + configuration,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=" + address.getAuthority())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            PrometheusServer server = new PrometheusServer(process, folder, address, interval);
            try {
                server.awaitReady();
                return server;
            } catch (InterruptedException | RuntimeException e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + program, e);
        }
    }

    /** The values of an expression from the start until now, at each look. */
    List<Series> range(String expression) throws InterruptedException {
        String query = "/api/v1/query_range?query=%s&start=%d&end=%d&step=%d"
                .formatted(
                        URLEncoder.encode(expression, StandardCharsets.UTF_8),
                        begun.getEpochSecond(),
                        Instant.now().getEpochSecond(),
                        interval.toSeconds());
        JsonNode body = client.get(address.resolve(query)).expectSuccess(expression);
        return body.at("/data/result").valueStream().map(Series::of).toList();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        Directories.delete(folder);
    }

    private void awaitReady() throws InterruptedException {
        long begin = System.nanoTime();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IllegalStateException("Prometheus does not answer: " + log());
            }
            Thread.sleep(50);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return client.get(address.resolve("/-/ready")).isSuccess();
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    /** JSON is YAML, but this is short enough. */
    private static String configuration(Path rules, Map<String, List<String>> targets, Duration interval) {
        String jobs = targets.entrySet().stream()
                .map(job -> """
                          - job_name: %s
                            metrics_path: /q/metrics
                            static_configs: [{targets: [%s]}]
                        """.formatted(
                                job.getKey(),
                                job.getValue().stream().map("\"%s\""::formatted).collect(Collectors.joining(", "))))
                .collect(Collectors.joining());
        return """
                global: {scrape_interval: %1$ds, evaluation_interval: %1$ds}
                rule_files: ["%2$s"]
                scrape_configs:
                %3$s""".formatted(interval.toSeconds(), rules.toAbsolutePath(), jobs);
    }
}
