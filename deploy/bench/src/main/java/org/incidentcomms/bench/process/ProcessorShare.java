package org.incidentcomms.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives each of some processes a fixed share of a processor core, as a small machine would: control groups with a quota, of
 * the kernel's first ({@code cpu.cfs_quota_us}) or second version ({@code cpu.max}). Needs root.
 */
public final class ProcessorShare implements AutoCloseable {

    private static final Path FIRST_VERSION = Path.of("/sys/fs/cgroup/cpu");
    private static final Path SECOND_VERSION = Path.of("/sys/fs/cgroup");

    /** Short, so that a process at its quota is not away for long. */
    private static final int PERIOD_MICROS = 10_000;

    private final List<Path> groups = new ArrayList<>();

    private ProcessorShare() {}

    /** @throws IllegalArgumentException if no such group can be made here */
    public static void check() {
        try (ProcessorShare probe = new ProcessorShare()) {
            probe.limit("probe", 100);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException(
                    "processes cannot be limited to a share of a core here: it takes root and control groups for processors",
                    e);
        }
    }

    public static ProcessorShare of(List<Long> processes, int percent) {
        ProcessorShare shares = new ProcessorShare();
        try {
            for (long pid : processes) {
                Path group = shares.limit(String.valueOf(pid), percent);
                Files.writeString(group.resolve("cgroup.procs"), String.valueOf(pid));
            }
            return shares;
        } catch (IOException e) {
            shares.close();
            throw new UncheckedIOException("cannot limit a process", e);
        }
    }

    private Path limit(String name, int percent) throws IOException {
        boolean first = Files.isDirectory(FIRST_VERSION);
        Path group = Files.createDirectory((first ? FIRST_VERSION : SECOND_VERSION).resolve("bench-" + name));
        groups.add(group);
        String quota = String.valueOf(PERIOD_MICROS / 100 * percent);
        if (first) {
            Files.writeString(group.resolve("cpu.cfs_period_us"), String.valueOf(PERIOD_MICROS));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), quota);
        } else {
            Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
        }
        return group;
    }

    /** Processes that are still there have all processors again, in the topmost group. */
    @Override
    public void close() {
        UncheckedIOException failure = null;
        for (Path group : groups) {
            try {
                for (String pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
                    Files.writeString(group.resolveSibling("cgroup.procs"), pid);
                }
                Files.delete(group);
            } catch (IOException e) {
                failure = new UncheckedIOException("cannot delete the control group " + group, e);
            }
        }
        groups.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
