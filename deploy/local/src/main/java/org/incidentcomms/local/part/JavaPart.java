package org.incidentcomms.local.part;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A part that runs as a separate JVM, on the same JDK as this one.
 *
 * <p>It ignores Ctrl-C and a closing terminal, which signal every process of a terminal at once: only the supervisor
 * handles them and stops the parts in order.
 */
public final class JavaPart implements ManagedProcess {

    /** Exit code of a JVM that crashed: it ends itself with SIGABRT. */
    private static final int ABORTED = 128 + 6;

    private final String name;
    private final Tier tier;
    private final Set<String> needs;
    private final int niceness;
    private final Path classArchive;
    private final List<String> arguments;
    private final Map<String, String> environment;
    private final Path log;
    private final Readiness readiness;
    private volatile @Nullable Process latest;
    /** Offset in the log at which the current run started. */
    private volatile long logFrom;

    /**
     * @param niceness nice value: 0 for normal priority, 19 for the lowest (POSIX, nice)
     * @param classArchive written at the first stop; halves later start times
     * @param arguments of {@code java}: options, then {@code -jar …} or the main class
     * @param environment complete; nothing is inherited
     */
    public JavaPart(
            String name,
            Tier tier,
            Set<String> needs,
            int niceness,
            Path classArchive,
            List<String> arguments,
            Map<String, String> environment,
            Path log,
            Readiness readiness) {
        this.name = name;
        this.tier = tier;
        this.needs = Set.copyOf(needs);
        this.niceness = niceness;
        this.classArchive = classArchive;
        this.arguments = List.copyOf(arguments);
        this.environment = Map.copyOf(environment);
        this.log = log;
        this.readiness = readiness;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tier tier() {
        return tier;
    }

    @Override
    public Set<String> needs() {
        return needs;
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public ProcessHandle start() throws IOException {
        if (crashed()) {
            // Maybe because of its class archive, which a JVM does not check: it is made anew.
            Files.deleteIfExists(classArchive);
        }
        logFrom = Files.exists(log) ? Files.size(log) : 0;
        List<String> command = new ArrayList<>(List.of("sh", "-c", "trap '' INT HUP; exec nice -n \"$0\" \"$@\""));
        command.add(String.valueOf(niceness));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + classArchive,
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process started = builder.start();
        latest = started;
        return started.toHandle();
    }

    @Override
    public boolean crashed() {
        Process last = latest;
        if (last == null) {
            return false;
        }
        Process ended =
                last.onExit().completeOnTimeout(last, 1, TimeUnit.SECONDS).join();
        return !ended.isAlive() && ended.exitValue() == ABORTED;
    }

    @Override
    public boolean isReady() {
        try {
            return readiness.test(log, logFrom);
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void stop(ProcessHandle process, Duration patience) throws InterruptedException {
        process.destroy();
        if (!Liveness.allEnd(List.of(process), patience)) {
            process.destroyForcibly();
            Liveness.allEnd(List.of(process), patience);
        }
    }
}
