package org.incidentcomms.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.incidentcomms.testkit.Directories;

/**
 * The wall clocks of the services' processes, each of which can be set apart from the machine's. Their monotonic clocks
 * are the machine's, as when a clock is set in reality.
 */
final class Clocks implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder = Directories.temporary("bench-clocks-");
    private final Path library = folder.resolve("clock.so");

    /** @throws IllegalArgumentException if there is no C compiler, which makes the library that is loaded into a process */
    Clocks() throws InterruptedException {
        Path source = folder.resolve("clock.c");
        Path log = folder.resolve("cc.log");
        try (InputStream clock = Clocks.class.getResourceAsStream("clock.c")) {
            if (clock == null) {
                throw new IllegalStateException("clock.c is missing from the jar");
            }
            Files.copy(clock, source);
            List<String> command =
                    List.of("cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl");
            Process compiler = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!compiler.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || compiler.exitValue() != 0) {
                throw new IllegalStateException("cannot compile clock.c: " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("--clocks needs a C compiler called cc (Debian: gcc, libc6-dev)", e);
        }
    }

    /** The environment variables by which this process gets a clock of its own, which is right for now. */
    Map<String, String> variables(String part) {
        set(part, Duration.ZERO);
        return Map.of("LD_PRELOAD", library.toString(), "CLOCK_FILE", file(part).toString());
    }

    /** Sets the clock of this process so much ahead of the machine's, at once. */
    void set(String part, Duration ahead) {
        ByteBuffer seconds = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(ahead.toSeconds())
                .flip();
        try (FileChannel file = FileChannel.open(file(part), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(seconds, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot set the clock of " + part, e);
        }
    }

    @Override
    public void close() {
        Directories.delete(folder);
    }

    private Path file(String part) {
        return folder.resolve(part);
    }
}
