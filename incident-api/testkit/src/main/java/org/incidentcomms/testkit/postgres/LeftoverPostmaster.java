package org.incidentcomms.testkit.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stops the server process that outlived a killed JVM. It still holds the directory and the port, so nothing else could
 * start there.
 */
final class LeftoverPostmaster {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private LeftoverPostmaster() {}

    static void stop(Path dataDir) {
        Path pidFile = dataDir.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(pidFile);
            if (lines.size() < 2 || !Path.of(lines.get(1)).equals(dataDir)) {
                return;
            }
            var process = ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
            if (process.isPresent() && isPostgres(process.get())) {
                interrupt(process.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + pidFile, e);
        }
    }

    /** A process id may have been given to another program since. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
    }

    /** SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client to leave. */
    private static void interrupt(ProcessHandle process) throws IOException {
        try {
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while stopping a leftover server", e);
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IOException("a leftover server does not stop: " + process.pid(), e);
        }
    }
}
