package org.incidentcomms.local.part;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Sees to it that no part outlives the supervisor, also when that is killed with -9: a small shell that waits for its
 * standard input to end, which the kernel guarantees, and then stops every process a pid file still names.
 */
final class Leash implements AutoCloseable {

    private final Process shell;

    Leash(Path pidFiles, Path log) throws IOException {
        try (InputStream script = Leash.class.getResourceAsStream("leash.sh")) {
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

    /** Lets go; with the pid files gone there is nothing left for the shell to stop. */
    @Override
    public void close() throws IOException {
        shell.getOutputStream().close();
    }
}
