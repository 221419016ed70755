package org.incidentcomms.bench.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real Prometheus, where one is installed (Debian: prometheus). */
class DashboardReportIT {

    @TempDir
    Path folder;

    @Test
    void it_tells_what_has_no_value_what_stands_still_and_which_alerts_fired() throws Exception {
        Optional<Path> program = program();
        assumeTrue(program.isPresent(), "prometheus is not installed");
        Files.writeString(folder.resolve("one.json"), """
                {"panels": [{"targets": [{"expr": "calls_total"}, {"expr": "size"}]},
                            {"panels": [{"targets": [{"expr": "absent_total"}]}]}]}
                """);
        Path rules = Files.writeString(folder.resolve("rules.yaml"), """
                groups:
                  - name: test
                    rules:
                      - {alert: TooLarge, expr: size > 6}
                      - {alert: TooSmall, expr: size < 6}
                """);
        HttpServer service = service();
        try (PrometheusServer prometheus = PrometheusServer.start(
                program.get(),
                rules,
                Map.of("service", List.of("127.0.0.1:" + service.getAddress().getPort())),
                Duration.ofSeconds(1))) {
            await().untilAsserted(() -> {
                DashboardReport report = DashboardReport.of(prometheus, folder);
                assertThat(report.expressions()).isEqualTo(3);
                assertThat(report.empty()).containsExactly("one.json: absent_total");
                assertThat(report.still()).containsExactly("one.json: size");
                assertThat(report.fired()).containsExactly("TooLarge");
            });
        } finally {
            service.stop(0);
        }
    }

    private static HttpServer service() throws Exception {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger calls = new AtomicInteger();
        service.createContext("/q/metrics", exchange -> {
            byte[] body = "calls_total %d\nsize 7\n"
                    .formatted(calls.incrementAndGet())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
        return service;
    }

    private static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
