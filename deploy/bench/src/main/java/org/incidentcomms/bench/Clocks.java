package org.incidentcomms.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.incidentcomms.testkit.Directories;

/**
 * The wall clocks of the services' processes, each of which can be set apart from the machine's by
 * <a href="https://github.com/wolfcw/libfaketime">libfaketime</a>. Their monotonic clocks are the machine's, as when a
 * clock is set in reality.
 */
final class Clocks implements AutoCloseable {

    private final Path library;
    private final Path folder = Directories.temporary("bench-clocks-");

    /**
     * @param library {@code libfaketime.so.1}; not the variant for threads, whose locks make each look at the clock take 15
     *     µs instead of half of one
     */
    Clocks(Path library) {
        this.library = library;
    }

    /** The environment variables by which this process gets a clock of its own, which is right for now. */
    Map<String, String> variables(String part) {
        set(part, Duration.ZERO);
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file(part).toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
    }

    /** Sets the clock of this process so much ahead of the machine's; takes effect within a second. */
    void set(String part, Duration ahead) {
        try {
            Files.writeString(file(part), "%+d\n".formatted(ahead.toSeconds()));
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
