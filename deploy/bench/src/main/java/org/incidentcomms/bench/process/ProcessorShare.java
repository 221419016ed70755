package org.incidentcomms.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Gives a process a fixed share of a processor core, as a small machine would: a control group with a quota, of the kernel's
 * first ({@code cpu.cfs_quota_us}) or second version ({@code cpu.max}). Needs root.
 */
public final class ProcessorShare implements AutoCloseable {

    /** Short, so that a process at its quota is not away for long. */
    private static final int PERIOD_MICROS = 10_000;

    private final Path group;

    private ProcessorShare(Path group) {
        this.group = group;
    }

    /** @throws UncheckedIOException if this user may not make control groups, or the kernel has none for processors */
    public static ProcessorShare of(long pid, int percent) {
        Path first = Path.of("/sys/fs/cgroup/cpu");
        Path parent = Files.isDirectory(first) ? first : Path.of("/sys/fs/cgroup");
        String quota = String.valueOf(PERIOD_MICROS / 100 * percent);
        try {
            Path group = Files.createDirectory(parent.resolve("bench-" + pid));
            if (Files.exists(group.resolve("cpu.max"))) {
                Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
            } else {
                Files.writeString(group.resolve("cpu.cfs_period_us"), String.valueOf(PERIOD_MICROS));
                Files.writeString(group.resolve("cpu.cfs_quota_us"), quota);
            }
            Files.writeString(group.resolve("cgroup.procs"), String.valueOf(pid));
            return new ProcessorShare(group);
        } catch (IOException e) {
            throw new UncheckedIOException("a process cannot be limited to a share of a core; is this root?", e);
        }
    }

    /** What is still in the group has all processors again. */
    @Override
    public void close() {
        try (Stream<String> members = Files.lines(group.resolve("cgroup.procs"))) {
            for (String pid : members.toList()) {
                Files.writeString(group.resolveSibling("cgroup.procs"), pid);
            }
            Files.delete(group);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the control group " + group, e);
        }
    }
}
