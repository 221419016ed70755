package org.incidentcomms.bench.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.incidentcomms.testkit.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresPairIT {

    @TempDir
    Path folder;

    private int port;
    private PostgresPair pair;

    @BeforeEach
    void start() throws InterruptedException {
        port = Ports.free();
        pair = PostgresPair.start(folder.resolve("pair"), port, List.of("incident_api"));
        execute("create table told (id int)");
    }

    @AfterEach
    void stop() throws InterruptedException {
        pair.close();
    }

    @Test
    void a_commit_waits_for_the_standby() throws Exception {
        signal("STOP");
        CompletableFuture<Void> commit;
        try {
            commit = CompletableFuture.runAsync(() -> execute("insert into told values (1)"));
            await().until(() -> count("select count(*) from pg_stat_activity where wait_event = 'SyncRep'") == 1);
            assertThat(commit).isNotDone();
        } finally {
            signal("CONT");
        }
        commit.get(30, TimeUnit.SECONDS);
    }

    @Test
    void what_was_committed_is_there_after_each_fail_over() throws InterruptedException {
        execute("insert into told values (1)");
        pair.failOver(Duration.ZERO);
        assertThat(told()).isEqualTo(1);

        execute("insert into told values (2)");
        pair.failOver(Duration.ZERO);
        assertThat(told()).isEqualTo(2);
    }

    private void signal(String name) throws IOException, InterruptedException {
        List<String> pids = pair.standby().processes().stream()
                .map(process -> String.valueOf(process.pid()))
                .toList();
        List<String> command =
                Stream.concat(Stream.of("kill", "-" + name), pids.stream()).toList();
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private void execute(String sql) {
        try (Connection session = connect();
                Statement statement = session.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int told() {
        return count("select count(*) from told");
    }

    private int count(String query) {
        try (Connection session = connect();
                Statement statement = session.createStatement();
                ResultSet count = statement.executeQuery(query)) {
            count.next();
            return count.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/incident_api", "postgres", "");
    }
}
