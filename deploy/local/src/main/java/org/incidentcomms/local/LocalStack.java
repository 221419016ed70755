package org.incidentcomms.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.local.part.ManagedProcess;
import org.incidentcomms.local.part.PartFiles;
import org.incidentcomms.local.part.StartFailure;
import org.incidentcomms.local.part.Supervisor;
import org.incidentcomms.local.settings.RunningStack;
import org.incidentcomms.local.settings.StackLayout;
import org.incidentcomms.local.settings.StackSettings;
import org.incidentcomms.local.token.TokenKey;

/** Kafka, PostgreSQL, a mail server and the four services as separate processes, running until closed. */
public final class LocalStack implements AutoCloseable {

    /** Start mode. */
    public enum Start {
        KEEPING_DATA,
        FRESH
    }

    private static final Duration PART_LIMIT = Duration.ofMinutes(3);
    /**
     * Covers the longest dependency chain: a service waits for the database, which waits for its programs to be
     * unpacked.
     */
    private static final Duration START_LIMIT = Duration.ofMinutes(6);

    private final StackSettings settings;
    private final TokenKey key;
    private final Supervisor supervisor;
    private final FileLock lock;

    private LocalStack(StackSettings settings, TokenKey key, Supervisor supervisor, FileLock lock) {
        this.settings = settings;
        this.key = key;
        this.supervisor = supervisor;
        this.lock = lock;
    }

    /**
     * Starts the stack and returns once all parts are ready.
     *
     * @param out receives the progress
     * @param terminal whether {@code out} is a terminal, so that lines can be rewritten
     * @throws StackFailure if it cannot start; nothing is left running then
     * @throws StackRunsAlready if a stack runs on this data directory
     */
    public static LocalStack start(StackSettings settings, Start start, PrintStream out, boolean terminal)
            throws StackFailure, StackRunsAlready, InterruptedException {
        return start(settings, StackLayout.SINGLE, start, out, terminal);
    }

    /** The same with several processes per service. */
    public static LocalStack start(
            StackSettings settings, StackLayout layout, Start start, PrintStream out, boolean terminal)
            throws StackFailure, StackRunsAlready, InterruptedException {
        try {
            StackFolder folder = new StackFolder(settings.data());
            FileLock lock = folder.lock().orElseThrow(StackRunsAlready::new);
            try {
                PartFiles files = folder.endLeftovers();
                if (start == Start.FRESH) {
                    folder.empty();
                }
                folder.turnLogs();
                return started(settings, layout, folder, files, lock, out, terminal);
            } catch (IOException | StackFailure | InterruptedException | RuntimeException | Error e) {
                lock.acquiredBy().close();
                throw e;
            }
        } catch (IOException e) {
            throw new StackFailure(
                    "Cannot use the data directory " + settings.data() + ": " + e
                            + "\nMake it writable, or set LOCAL_DATA to another directory.",
                    e);
        }
    }

    /** Addresses of the stack. */
    public RunningStack addresses() {
        return RunningStack.of(settings);
    }

    /** A bearer token for the stack. */
    public String token(String name, String group) {
        return key.token(name, group);
    }

    /** Its parts, to kill, pause, hold and release them. */
    public Supervisor parts() {
        return supervisor;
    }

    /** Stops all parts, services first. */
    @Override
    public void close() throws IOException, InterruptedException {
        RunningStack.forget(settings.data());
        supervisor.close();
        lock.acquiredBy().close();
    }

    private static LocalStack started(
            StackSettings settings,
            StackLayout layout,
            StackFolder folder,
            PartFiles files,
            FileLock lock,
            PrintStream out,
            boolean terminal)
            throws IOException, StackFailure, InterruptedException {
        Optional<String> complaint = PortCheck.complaint(settings, layout);
        if (complaint.isPresent()) {
            throw new StackFailure(complaint.get());
        }
        TokenKey key = TokenKey.in(settings.data());
        List<ManagedProcess> parts = new StackParts(settings, layout, key, folder.linkSecret()).all();
        Progress progress = new Progress(out, terminal, parts);
        Supervisor supervisor = new Supervisor(parts, files, settings.log("supervisor"), PART_LIMIT, progress);
        try {
            supervisor.start();
            Optional<StartFailure> failure = supervisor.awaitStarted(START_LIMIT, progress::redraw);
            progress.settle();
            if (failure.isPresent()) {
                throw new StackFailure(told(failure.get()));
            }
            RunningStack.of(settings).write(settings.data());
            return new LocalStack(settings, key, supervisor, lock);
        } catch (StackFailure | InterruptedException | RuntimeException | Error e) {
            progress.settle();
            supervisor.close();
            throw e;
        }
    }

    private static String told(StartFailure failure) {
        Path log = failure.part().log();
        return failure.part().name() + " " + failure.reason() + "\nLast lines of " + log + ":\n\n"
                + StackFolder.lastLines(log, 25).indent(4)
                + "\nFix the cause and start again. deploy/local/up --fresh starts without the data of earlier"
                + " runs.";
    }
}
