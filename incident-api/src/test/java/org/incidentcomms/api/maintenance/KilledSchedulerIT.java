package org.incidentcomms.api.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.incidentcomms.api.DueNow;
import org.incidentcomms.api.EventsOnTopic;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.Test;

/** A replica is killed while it starts a maintenance; the other one starts it. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class KilledSchedulerIT {
    private static final Path LOG = Path.of("target", "killed-scheduler.log");
    private static final String SURVIVOR = "incident-api";
    private static final String DOOMED = "doomed";

    @Test
    void what_a_replica_was_about_to_start_when_it_was_killed_is_started_once() throws Exception {
        List<String> components =
                Stream.of("One", "Other").map(MaintenanceCalls::component).toList();
        List<String> ids;
        Process doomed = replica();
        try (Connection connection = connection()) {
            await().until(() -> Files.readString(LOG).contains("Listening on"));
            Instant start = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
            ids = components.stream()
                    .map(component -> MaintenanceCalls.announce(
                            start, start.plus(Duration.ofHours(1)), List.of(component), "\"auto_start\":true"))
                    .toList();
            connection.setAutoCommit(false);
            lock(connection, components);
            ids.forEach(id -> DueNow.transition(id, "start"));

            // Each is in the middle of one of them, and can go no further.
            await().pollInterval(Duration.ofMillis(50))
                    .until(() -> waiting(connection).containsAll(Set.of(SURVIVOR, DOOMED)));
            doomed.destroyForcibly().waitFor();
            connection.rollback();
        } finally {
            doomed.destroyForcibly().waitFor();
        }

        try (EventsOnTopic topic = new EventsOnTopic()) {
            for (String id : ids) {
                await().until(() -> MaintenanceCalls.get(id).extract().<String>path("status"), "in_progress"::equals);
                assertThat(MaintenanceCalls.stateOf(id, "start", "")).isEqualTo("done");
                assertThat(topic.awaitOf(id, 2).stream().map(PublishedEvent::type))
                        .containsExactly(EventType.MAINTENANCE_SCHEDULED, EventType.MAINTENANCE_STARTED);
            }
        }
    }

    /** The service as it was built, in a process of its own, on the same database and Kafka. */
    private static Process replica() throws IOException {
        Path jar = Path.of("target", "quarkus-app", "quarkus-run.jar");
        assertThat(jar).as("built before by mvnw verify").exists();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-Dquarkus.http.port=0",
                        "-Dquarkus.datasource.jdbc.url="
                                + SharedServers.postgres().jdbcUrl("incident_api"),
                        "-Dquarkus.datasource.username=" + EmbeddedPostgresServer.USER,
                        "-Dquarkus.datasource.jdbc.additional-jdbc-properties.ApplicationName=" + DOOMED,
                        "-Dmp.jwt.verify.publickey.location=" + Tokens.publicKeyFile(),
                        "-Dkafka.bootstrap.servers=" + SharedServers.kafka().bootstrapServers(),
                        "-jar",
                        jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile())
                .start();
    }

    private static Connection connection() throws SQLException {
        return DriverManager.getConnection(
                SharedServers.postgres().jdbcUrl("incident_api"), EmbeddedPostgresServer.USER, "");
    }

    private static void lock(Connection connection, List<String> components) throws SQLException {
        try (var statement = connection.prepareStatement("select id from component where id = any (?) for update")) {
            statement.setArray(1, connection.createArrayOf("text", components.toArray()));
            statement.execute();
        }
    }

    /** Who waits for this connection's locks. */
    private static Set<String> waiting(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_stat_clear_snapshot()");
            var rows = statement.executeQuery("select application_name from pg_stat_activity"
                    + " where pg_backend_pid() = any (pg_blocking_pids(pid))");
            Set<String> names = new HashSet<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
