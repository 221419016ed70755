package org.incidentcomms.bench.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;

/** One server of a pair. The embedded programs have no pg_basebackup, so the copy is made with PostgreSQL's functions. */
record PostgresNode(Path directory, EmbeddedPostgresServer server) {

    /** The name by which a standby is known to its primary. */
    static final String STANDBY = "standby";

    /** So much write-ahead log stays on a primary, for a standby to start from. */
    static final String WAL_KEEP_SIZE = "512MB";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Not copied: they belong to the running primary, or are streamed. */
    private static final Set<String> EXCLUDED = Set.of("postmaster.pid", "postmaster.opts", "pg_wal", "pg_replslot");

    static PostgresNode start(Path directory, int port) {
        return new PostgresNode(directory, EmbeddedPostgresServer.start(directory, serverLog(directory), port));
    }

    /** A standby made from a copy of the running primary. */
    static PostgresNode follow(PostgresNode primary, Path directory, int port) {
        // https://www.postgresql.org/docs/17/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
        try (Connection session = primary.connect();
                Statement statement = session.createStatement()) {
            statement.execute("select pg_backup_start('standby', true)");
            Files.walkFileTree(primary.directory, new Copy(primary.directory, directory));
            try (ResultSet stopped = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                stopped.next();
                Files.writeString(directory.resolve("backup_label"), stopped.getString(1));
            }
            Files.writeString(directory.resolve("standby.signal"), "");
            Files.writeString(directory.resolve("postgresql.auto.conf"), """
                    primary_conninfo = 'host=127.0.0.1 port=%d user=%s application_name=%s'
                    wal_retrieve_retry_interval = 200ms
                    wal_keep_size = %s
                    """.formatted(
                            primary.port(), EmbeddedPostgresServer.USER, STANDBY, WAL_KEEP_SIZE));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot copy the primary", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the primary", e);
        }
        return start(directory, port);
    }

    int port() {
        return server.port();
    }

    void createDatabase(String name) {
        server.createDatabase(name);
    }

    /** Ends the standby's recovery; it takes writes when this returns. */
    void promote() {
        if (!isTrue("select pg_promote()")) {
            throw new IllegalStateException("the standby was not promoted");
        }
    }

    /** Kills the server and the processes of all sessions: none of them may answer after a standby was promoted. */
    void kill() throws InterruptedException {
        kill(directory);
    }

    /** Kills what runs on this directory, also if an earlier process started it. */
    static void kill(Path directory) throws InterruptedException {
        List<ProcessHandle> processes = processes(directory);
        processes.forEach(ProcessHandle::destroyForcibly);
        long begun = System.nanoTime();
        for (ProcessHandle process : processes) {
            while (isRunning(process)) {
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new IllegalStateException("process " + process.pid() + " cannot be killed");
                }
                Thread.sleep(10);
            }
        }
    }

    /** The server's process and those of its sessions. */
    List<ProcessHandle> processes() {
        return processes(directory);
    }

    private static List<ProcessHandle> processes(Path directory) {
        try {
            String pid = Files.readAllLines(directory.resolve("postmaster.pid")).getFirst();
            return ProcessHandle.of(Long.parseLong(pid.strip()))
                    .filter(PostgresNode::isPostgres)
                    .map(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants())
                            .toList())
                    .orElse(List.of());
        } catch (NoSuchFileException stopped) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the process of " + directory, e);
        }
    }

    /** The id in a file that was left behind may be another process's by now. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }

    void stop() {
        server.stop();
    }

    /** Starts a server that exited. */
    void restart() {
        server.stop();
        server.start();
    }

    void run(String sql) {
        try (Connection session = connect();
                Statement statement = session.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    boolean isTrue(String query) {
        try (Connection session = connect();
                Statement statement = session.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            return found.next() && found.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("postgres"), EmbeddedPostgresServer.USER, "");
    }

    /** A zombie has no command line. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static Path serverLog(Path directory) {
        return directory.resolveSibling(directory.getFileName() + ".log");
    }

    /** Copies a directory whose files change and disappear meanwhile. */
    private static final class Copy extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;

        Copy(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Files.createDirectory(
                    to.resolve(from.relativize(folder)),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return isExcluded(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!isExcluded(file)) {
                try {
                    Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                } catch (NoSuchFileException gone) {
                    // the write-ahead log tells the standby of it
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        private static boolean isExcluded(Path file) {
            return EXCLUDED.contains(file.getFileName().toString());
        }
    }
}
