package org.incidentcomms.testkit.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.incidentcomms.testkit.UserCache;

/** PostgreSQL's programs, each run to completion with a time-out. */
record PostgresPrograms(Path folder) {

    /** The server refuses root. In its own user namespace it runs as nobody, and the files stay readable. */
    private static final List<String> NOT_AS_ROOT = List.of("unshare", "-U");

    /**
     * The programs in the user's cache directory; the first call on a machine unpacks them there, which takes seconds.
     */
    static synchronized PostgresPrograms unpacked() {
        Path cache = UserCache.folder();
        try {
            return new PostgresPrograms(PostgresArchive.onClassPath().unpackedInto(cache));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot unpack PostgreSQL into " + cache
                            + " (free disk space, make it writable, or set XDG_CACHE_HOME to another directory): "
                            + e,
                    e);
        }
    }

    /**
     * Runs a program and waits for its exit. The output of it and its children is appended to the log.
     *
     * @param dataDir the data directory
     * @throws IllegalStateException if it fails or exceeds the time-out; it has been killed then
     */
    void run(Path dataDir, Path log, Duration limit, String program, List<String> arguments) {
        boolean root = new UnixSystem().getUid() == 0;
        List<String> command = new ArrayList<>(root ? NOT_AS_ROOT : List.of());
        command.add(folder.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("PGDATA", dataDir.toString());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "PostgreSQL's " + program + " has not exited within " + limit.toSeconds() + " s; see " + log);
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException("PostgreSQL's " + program + " failed with exit code "
                        + process.exitValue() + "; see " + log
                        + (root ? " (as root it needs user namespaces, unshare -U; an ordinary user does not)" : ""));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run PostgreSQL's " + program + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running PostgreSQL's " + program, e);
        }
    }
}
