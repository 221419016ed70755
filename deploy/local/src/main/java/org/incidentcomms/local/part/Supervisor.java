package org.incidentcomms.local.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the parts of one stack, each with its own keeper: they start in parallel, except for dependencies, and stop in
 * order, services before their dependencies.
 */
public final class Supervisor implements AutoCloseable {

    private final PartFiles files;
    private final Map<String, PartKeeper> keepers = new LinkedHashMap<>();
    private final OrphanReaper leash;
    private boolean closed;

    /**
     * @param startLimit time-out for one part to become ready
     * @param log output of the supervisor's own shell, if any
     */
    public Supervisor(List<ManagedProcess> parts, PartFiles files, Path log, Duration startLimit, PartListener listener)
            throws IOException {
        this.files = files;
        files.clear();
        for (ManagedProcess part : parts) {
            Files.createDirectories(part.log().getParent());
            keepers.put(part.name(), new PartKeeper(part, files, listener, () -> areMet(part), startLimit));
        }
        leash = new OrphanReaper(files.folder(), log);
    }

    /** Starts all parts; returns at once. */
    public void start() {
        keepers.values().forEach(PartKeeper::start);
    }

    /**
     * Waits until every part has been ready. Returns the part that prevents it: the first one that failed, or, on
     * time-out, the first one that is not ready.
     *
     * @param limit for all parts together
     * @param meanwhile called ten times a second
     */
    public Optional<StartFailure> awaitStarted(Duration limit, Runnable meanwhile) throws InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            List<PartKeeper> missing = keepers.values().stream()
                    .filter(keeper -> !keeper.everReady())
                    .toList();
            if (missing.isEmpty()) {
                return Optional.empty();
            }
            for (PartKeeper keeper : missing) {
                if (keeper.state() == PartState.FAILED) {
                    return Optional.of(new StartFailure(keeper.part(), keeper.story()));
                }
            }
            if (System.nanoTime() - begun > limit.toNanos()) {
                return Optional.of(new StartFailure(
                        missing.getFirst().part(), "was not ready within " + limit.toSeconds() + " s"));
            }
            meanwhile.run();
            Thread.sleep(100);
        }
    }

    public PartState state(String part) {
        return keeper(part).state();
    }

    /** Whether this stack has such a part. */
    public boolean has(String part) {
        return keepers.containsKey(part);
    }

    /** Kills it with -9; it is restarted at once. */
    public boolean kill(String part) {
        return keeper(part).kill();
    }

    /** Suspends its process (SIGSTOP) until {@link #resume}. */
    public void pause(String part) throws IOException, InterruptedException {
        keeper(part).signal("STOP");
    }

    /** Resumes a suspended process (SIGCONT). */
    public void resume(String part) throws IOException, InterruptedException {
        keeper(part).signal("CONT");
    }

    /** Stops it until {@link #release}, and waits until it has stopped. */
    public void hold(String part) throws InterruptedException {
        files.hold(part);
        while (keeper(part).state() != PartState.HELD) {
            Thread.sleep(20);
        }
    }

    /** Lets a held part start again; returns at once. */
    public void release(String part) {
        files.release(part);
    }

    /** Stops all parts in order. */
    @Override
    public synchronized void close() throws InterruptedException, IOException {
        if (closed) {
            return;
        }
        closed = true;
        for (ManagedProcess.Tier tier :
                List.of(ManagedProcess.Tier.SERVICE, ManagedProcess.Tier.TRANSPORT, ManagedProcess.Tier.STORE)) {
            List<PartKeeper> together = keepers.values().stream()
                    .filter(keeper -> keeper.part().tier() == tier)
                    .toList();
            together.forEach(PartKeeper::close);
            for (PartKeeper keeper : together) {
                keeper.awaitClosed();
            }
        }
        leash.close();
    }

    private boolean areMet(ManagedProcess part) {
        return part.needs().stream()
                .filter(keepers::containsKey)
                .allMatch(need -> keeper(need).everReady());
    }

    private PartKeeper keeper(String part) {
        PartKeeper keeper = keepers.get(part);
        if (keeper == null) {
            throw new IllegalArgumentException("unknown part: " + part);
        }
        return keeper;
    }
}
