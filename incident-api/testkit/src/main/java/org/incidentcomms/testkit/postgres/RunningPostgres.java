package org.incidentcomms.testkit.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The server process that currently runs on a directory, whoever started it. */
final class RunningPostgres {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private RunningPostgres() {}

    /**
     * Stops it and waits until it has exited; does nothing if there is none. Its clients' connections are cut.
     *
     * <p>SIGINT is PostgreSQL's fast shutdown. SIGTERM would wait for every client to disconnect. SIGQUIT, after 20 s,
     * ends it without a checkpoint; committed data is kept in any case.
     */
    static void stop(Path dataDir) {
        Path pidFile = dataDir.resolve("postmaster.pid");
        try {
            Optional<ProcessHandle> process = recorded(pidFile, dataDir);
            if (process.isPresent() && !ends(process.get(), "INT") && !ends(process.get(), "QUIT")) {
                throw new IllegalStateException("PostgreSQL on " + dataDir + " does not stop; kill process "
                        + process.get().pid() + " manually");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop PostgreSQL on " + dataDir, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while stopping PostgreSQL on " + dataDir, e);
        }
    }

    /** The process named by the server's pid file, if it is alive and serves this directory. */
    private static Optional<ProcessHandle> recorded(Path pidFile, Path dataDir) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.size() < 2 || !Path.of(lines.get(1)).equals(dataDir)) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(RunningPostgres::isPostgres);
    }

    /** A process id may have been reused by another program; a zombie has no command line. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
    }

    private static boolean ends(ProcessHandle process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        long begun = System.nanoTime();
        while (isPostgres(process)) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                return false;
            }
            Thread.sleep(10);
        }
        return true;
    }
}
