package org.incidentcomms.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/container/train} with a small HTTP server in place of the service; it writes the cache when it is stopped. */
class TrainTest {
    private static final String SERVICE = """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetAddress;
            import java.net.InetSocketAddress;
            import java.nio.file.Files;
            import java.nio.file.Path;

            class Service {
                static StringBuilder asked = new StringBuilder();

                public static void main(String[] arguments) throws Exception {
                    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                    server.createContext("/", exchange -> {
                        asked.append(exchange.getRequestURI()).append(' ');
                        exchange.sendResponseHeaders(503, -1);
                        exchange.close();
                    });
                    server.start();
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                        try {
                            Files.writeString(Path.of("app.aot"), asked);
                        } catch (java.io.IOException e) {
                            e.printStackTrace();
                        }
                    }));
                    System.out.println("service started in 1.0s. Listening on: http://127.0.0.1:1. Management interface"
                            + " listening on http://127.0.0.1:" + server.getAddress().getPort() + ".");
                }
            }
            """;

    @TempDir
    Path folder;

    private Path cache;

    @BeforeEach
    void a_cache_of_an_earlier_build_is_there() throws IOException {
        cache = folder.resolve("app.aot");
        Files.writeString(cache, "of an earlier build");
    }

    @Test
    void a_service_that_starts_is_asked_then_stopped_and_leaves_a_cache() throws Exception {
        Files.writeString(folder.resolve("Service.java"), SERVICE);

        DeployFiles.Output output = trained("exec '" + java() + "' Service.java");

        assertThat(output.exitCode()).as(output.text()).isZero();
        assertThat(cache).content().isEqualTo("/q/health/ready /q/metrics ");
    }

    @Test
    void a_service_that_does_not_start_is_a_failure_that_tells_why_and_leaves_no_cache() throws Exception {
        DeployFiles.Output output = trained("echo cache > app.aot; echo STATUS_PAGE_URL is not set; exit 1");

        assertThat(output.exitCode()).isEqualTo(1);
        assertThat(output.text()).contains("STATUS_PAGE_URL is not set").contains("the service did not start");
        assertThat(cache).doesNotExist();
    }

    @Test
    void a_service_that_leaves_no_cache_is_a_failure() throws Exception {
        Files.writeString(
                folder.resolve("Service.java"), SERVICE.replace("Path.of(\"app.aot\")", "Path.of(\"other\")"));

        DeployFiles.Output output = trained("exec '" + java() + "' Service.java");

        assertThat(output.exitCode()).isEqualTo(1);
        assertThat(output.text()).contains("no cache was written");
    }

    @Test
    void it_reaches_no_database_and_no_broker_and_knows_nothing_of_the_callers_settings() throws Exception {
        assertThat(trained("env; exit 1").text())
                .contains("QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://127.0.0.1:1/none")
                .contains("KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1")
                .doesNotContain("SMTP_PASSWORD");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private DeployFiles.Output trained(String java) throws IOException {
        Path program = folder.resolve("java");
        Files.writeString(program, "#!/bin/sh\n" + java + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return DeployFiles.run(
                folder,
                "sh",
                "-c",
                "SMTP_PASSWORD=secret PATH=\"$1:$PATH\" exec \"$2\" \"$1\"",
                "sh",
                folder.toString(),
                DeployFiles.deploy("container/train").toString());
    }
}
