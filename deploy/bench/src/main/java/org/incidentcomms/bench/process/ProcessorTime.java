package org.incidentcomms.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Time of all processors since the machine started, in ticks: the first line of proc_stat(5).
 *
 * @param idle the part of it in which they had nothing to do
 */
public record ProcessorTime(long total, long idle) {

    private static final int IDLE = 4;

    /** The time until now. */
    public static ProcessorTime now() {
        try {
            String[] fields =
                    Files.readAllLines(Path.of("/proc/stat")).getFirst().strip().split(" +", -1);
            long total =
                    Arrays.stream(fields).skip(1).mapToLong(Long::parseLong).sum();
            return new ProcessorTime(total, Long.parseLong(fields[IDLE]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Share of the time since then in which the processors were idle, 0 to 1. */
    public double idleSince(ProcessorTime earlier) {
        return (idle - earlier.idle) / (double) Math.max(1, total - earlier.total);
    }
}
