package org.incidentcomms.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Processor time and memory of processes, from {@code /proc} (proc_pid_stat(5), proc_pid_status(5)). */
public final class ProcessUsage {

    /** The kernel's unit of time for programs, USER_HZ: 100 on every architecture Java runs on. */
    private static final int TICKS_PER_SECOND = 100;

    /** Index of {@code utime} after the command's name; {@code stime}, {@code cutime} and {@code cstime} follow. */
    private static final int UTIME = 11;

    private ProcessUsage() {}

    /**
     * Processor time of a process, all its threads.
     *
     * @param own user and system time
     * @param endedChildren that of its children that have ended, and theirs
     */
    record Times(Duration own, Duration endedChildren) {

        /** Reads a line of {@code /proc/PID/stat}. */
        static Times parse(String stat) {
            // The name is in parentheses and may itself contain spaces and parentheses.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" +", -1);
            return new Times(ticks(fields[UTIME], fields[UTIME + 1]), ticks(fields[UTIME + 2], fields[UTIME + 3]));
        }

        private static Duration ticks(String user, String system) {
            return Duration.ofMillis((Long.parseLong(user) + Long.parseLong(system)) * 1_000 / TICKS_PER_SECOND);
        }
    }

    /** Processor time of one process. */
    public static Duration time(long pid) {
        return times(pid).map(Times::own).orElse(Duration.ZERO);
    }

    /** Processor time of a server and of all the processes it started, also of those that have ended. */
    public static Duration timeOfAll(long pid) {
        Stream<Duration> server = times(pid).stream().map(times -> times.own().plus(times.endedChildren()));
        Stream<Duration> children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .flatMap(child -> times(child.pid()).stream())
                .map(Times::own);
        return Stream.concat(server, children).reduce(Duration.ZERO, Duration::plus);
    }

    /** Resident memory now, in MB (1,000,000 bytes). */
    public static double residentMb(long pid) {
        return statusMb(pid, "VmRSS");
    }

    /** The most resident memory since the start of the process, in MB. */
    public static double peakMb(long pid) {
        return statusMb(pid, "VmHWM");
    }

    /** A line such as {@code VmRSS:   1024 kB} of {@code /proc/PID/status}, in MB. */
    static double megabytes(String status, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + ":\\s*(\\d+) kB").matcher(status);
        if (!line.find()) {
            throw new IllegalArgumentException("no " + name + " in the status of the process");
        }
        return Long.parseLong(line.group(1)) * 1_024 / 1e6;
    }

    private static double statusMb(long pid, String name) {
        return read(pid, "status").map(status -> megabytes(status, name)).orElse(Double.NaN);
    }

    private static Optional<Times> times(long pid) {
        return read(pid, "stat").map(Times::parse);
    }

    private static Optional<String> read(long pid, String file) {
        try {
            return Optional.of(Files.readString(Path.of("/proc", String.valueOf(pid), file)));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}
