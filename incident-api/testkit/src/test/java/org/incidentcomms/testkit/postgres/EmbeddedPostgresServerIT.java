package org.incidentcomms.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.incidentcomms.testkit.JavaProcess;
import org.incidentcomms.testkit.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresServerIT {

    @TempDir
    Path directory;

    @Test
    void committedRowsOutliveAStopUnderTheSameAddress() throws Exception {
        try (var postgres = EmbeddedPostgresServer.start(directory.resolve("data"), directory.resolve("log"), 0)) {
            postgres.createDatabase("kept");
            postgres.createDatabase("kept");
            String url = postgres.jdbcUrl("kept");
            try (var pool = postgres.dataSource("kept")) {
                assertThat(text(pool, "show server_version")).startsWith("17.");
                assertThat(text(pool, "show fsync")).isEqualTo("on");
                assertThat(text(pool, "show synchronous_commit")).isEqualTo("on");
                assertThat(text(pool, "show full_page_writes")).isEqualTo("on");
                assertThat(text(pool, "show listen_addresses")).isEqualTo("127.0.0.1");
                text(pool, "create table note as select 'there' as word");
            }

            postgres.stop();
            assertThat(Ports.isOpen(postgres.port())).isFalse();
            postgres.start();

            assertThat(postgres.jdbcUrl("kept")).isEqualTo(url);
            try (var pool = postgres.dataSource("kept")) {
                assertThat(text(pool, "select word from note")).isEqualTo("there");
            }
            postgres.dropDatabase("kept");
            postgres.dropDatabase("kept");
            postgres.createDatabase("kept");
            try (var pool = postgres.dataSource("kept")) {
                assertThatThrownBy(() -> text(pool, "select word from note")).isInstanceOf(SQLException.class);
            }
        }
        assertThat(directory.resolve("data/PG_VERSION")).exists();
    }

    @Test
    void aServerLeftRunningByAKilledJvmIsReplaced() throws Exception {
        Path data = directory.resolve("data");
        int port = Ports.free();
        try (JavaProcess process = JavaProcess.ready(Doomed.class, List.of(), data, port)) {
            process.kill();
        }
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
        assertThat(Ports.isOpen(port)).as("the server outlives its JVM").isTrue();

        try (var successor = EmbeddedPostgresServer.start(data, directory.resolve("log"), port);
                var pool = successor.dataSource("postgres")) {
            assertThat(text(pool, "select 'serves'")).isEqualTo("serves");
            assertThat(Files.readAllLines(data.resolve("postmaster.pid")).getFirst())
                    .isNotEqualTo(pid);
        }
    }

    /** Starts a server and waits to be killed. */
    static final class Doomed {
        public static void main(String[] args) throws InterruptedException {
            EmbeddedPostgresServer.start(Path.of(args[0]), Path.of(args[0] + ".log"), Integer.parseInt(args[1]));
            System.out.println("READY");
            Thread.sleep(Duration.ofMinutes(5));
        }
    }

    @Test
    void aHalfMadeDirectoryOfAKilledStartIsMadeAnew() throws Exception {
        Path data = directory.resolve("mein prójekt").resolve("data");
        Path unfinished = Files.createDirectories(data.resolveSibling("data.initializing"));
        Files.writeString(unfinished.resolve("PG_VERSION"), "17");

        try (var postgres = EmbeddedPostgresServer.start(data, directory.resolve("log"), 0);
                var pool = postgres.dataSource("postgres")) {
            assertThat(text(pool, "select 'serves'")).isEqualTo("serves");
        }
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void aDirectoryWithSomethingElseInItIsLeftAloneAndNamed() throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        Files.writeString(data.resolve("diary.txt"), "not a database");

        assertThatThrownBy(() -> EmbeddedPostgresServer.start(data, directory.resolve("log"), 0))
                .hasMessageContaining(data.toString());
        assertThat(data.resolve("diary.txt")).exists();
    }

    @Test
    void aFastServerTakesItsDirectoryWithIt() throws Exception {
        Path data;
        try (var postgres = EmbeddedPostgresServer.fastForTests();
                var pool = postgres.dataSource("postgres")) {
            assertThat(text(pool, "show fsync")).isEqualTo("off");
            data = Path.of(text(pool, "show data_directory"));
            assertThat(data).isDirectory();
        }
        assertThat(data).doesNotExist();
    }

    private static String text(DataSource pool, String sql) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (var result = statement.getResultSet()) {
                return result.next() ? result.getString(1) : "";
            }
        }
    }
}
