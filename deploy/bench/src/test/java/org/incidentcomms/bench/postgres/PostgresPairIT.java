package org.incidentcomms.bench.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.incidentcomms.testkit.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresPairIT {

    private int port;
    private PostgresPair pair;

    @BeforeEach
    void start() throws InterruptedException {
        port = Ports.free();
        pair = PostgresPair.start(port, List.of("incident_api"));
        execute("create table told (id int)");
    }

    @AfterEach
    void stop() {
        pair.close();
    }

    @Test
    void a_commit_waits_for_the_standby() throws Exception {
        signal("STOP");
        CompletableFuture<Void> commit;
        try {
            commit = CompletableFuture.runAsync(() -> execute("insert into told values (1)"));
            assertThatThrownBy(() -> commit.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
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
        try (Connection session = connect();
                Statement statement = session.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from told")) {
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
