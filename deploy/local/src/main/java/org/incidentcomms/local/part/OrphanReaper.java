package org.incidentcomms.local.part;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ensures that no part outlives the supervisor, even if that is killed with -9: a small shell waits for the end of its
 * standard input, which the kernel guarantees, and then stops every process that a pid file still names.
 */
final class OrphanReaper implements AutoCloseable {

    private final Process shell;

    OrphanReaper(Path pidFiles, Path log) throws IOException {
        try (InputStream script = OrphanReaper.class.getResourceAsStream("leash.sh")) {
            if (script == null) {
                throw new IllegalStateException("leash.sh is missing from the jar");
            }
            Files.createDirectories(pidFiles);
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            shell = new ProcessBuilder("sh", "-c", text, "leash", pidFiles.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        }
    }

    /** Ends the shell; without pid files it has nothing to stop. */
    @Override
    public void close() throws IOException {
        shell.getOutputStream().close();
    }
}
