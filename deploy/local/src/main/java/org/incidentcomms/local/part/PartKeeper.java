package org.incidentcomms.local.part;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one part running, on its own thread: starts it once its dependencies are ready, restarts it when it dies (at
 * once, then after 1 s, 2 s, 4 s … up to 30 s; reset after a minute of uptime), stops it while it is held. A part that
 * was never ready has failed and is not restarted, except once after a crash.
 */
final class PartKeeper {

    private static final Duration TICK = Duration.ofMillis(50);
    /** Readiness checks slow a starting service down. */
    private static final Duration ASK_EVERY = Duration.ofMillis(200);

    private static final Duration FOREVER = Duration.ofDays(10_000);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration HEALTHY = Duration.ofMinutes(1);

    private final ManagedProcess part;
    private final PartFiles files;
    private final PartListener listener;
    private final BooleanSupplier needsAreMet;
    private final Duration startLimit;
    private final Thread thread;

    private volatile PartState state = PartState.WAITING;
    private volatile String story = "waiting";
    private volatile boolean everReady;
    private volatile boolean closing;
    private volatile @Nullable ProcessHandle process;
    /** Used by the keeper's thread only. */
    private boolean crashedBefore;
    /** Delay before the next start; used by the keeper's thread only. */
    private Duration pause = Duration.ZERO;

    PartKeeper(
            ManagedProcess part,
            PartFiles files,
            PartListener listener,
            BooleanSupplier needsAreMet,
            Duration startLimit) {
        this.part = part;
        this.files = files;
        this.listener = listener;
        this.needsAreMet = needsAreMet;
        this.startLimit = startLimit;
        this.thread = Thread.ofPlatform().name("keep-" + part.name()).unstarted(this::keep);
    }

    void start() {
        thread.start();
    }

    ManagedProcess part() {
        return part;
    }

    PartState state() {
        return state;
    }

    /** The latest event of the part, in a few words. */
    String story() {
        return story;
    }

    boolean everReady() {
        return everReady;
    }

    /** Kills the process with -9, as a crash would; it is restarted. Returns whether there was a process. */
    boolean kill() {
        ProcessHandle running = process;
        return running != null && running.destroyForcibly();
    }

    /** Sends the process a signal that Java has no method for. */
    void signal(String name) throws IOException, InterruptedException {
        ProcessHandle running = process;
        if (running == null) {
            throw new IOException(part.name() + " is not running");
        }
        int exit = new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", name, String.valueOf(running.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("cannot send " + name + " to " + part.name());
        }
    }

    /** Requests a permanent stop; returns at once. */
    void close() {
        closing = true;
    }

    void awaitClosed() throws InterruptedException {
        thread.join();
    }

    private void keep() {
        try {
            boolean goOn = true;
            while (goOn && !closing) {
                if (isHeld()) {
                    become(PartState.HELD, "stopped on request");
                    while (isHeld() && !closing) {
                        Thread.sleep(TICK);
                    }
                    pause = Duration.ZERO;
                } else {
                    goOn = live();
                }
            }
            if (state != PartState.FAILED) {
                become(PartState.STOPPED, "stopped");
            }
        } catch (InterruptedException e) {
            become(PartState.STOPPED, "stopped");
        } catch (RuntimeException | Error e) {
            // Without this thread the part is no longer supervised, so the stack must fail.
            state = PartState.FAILED;
            story = "is no longer supervised: " + e;
            throw e;
        }
    }

    /** Runs the process once, until it is dead, held or the stack closes. Returns whether it may be started again. */
    private boolean live() throws InterruptedException {
        until(needsAreMet, FOREVER, TICK);
        until(() -> false, pause, TICK);
        if (unwanted()) {
            return true;
        }
        become(PartState.STARTING, "starting");
        long begun = System.nanoTime();
        String trouble;
        ProcessHandle running = null;
        try {
            running = part.start();
            process = running;
            files.running(part.name(), running);
            trouble = watch(running, begun);
        } catch (IOException | RuntimeException | Error e) {
            lengthenPause();
            trouble = "did not start: " + described(e);
        } finally {
            end(running);
        }
        if (unwanted()) {
            return true;
        }
        if (!everReady && (crashedBefore || !part.crashed())) {
            become(PartState.FAILED, trouble);
            return false;
        }
        crashedBefore = !everReady;
        if (seconds(begun) > HEALTHY.toSeconds()) {
            pause = Duration.ZERO;
        }
        become(PartState.DIED, trouble + ", restarting" + (pause.isZero() ? "" : " in " + pause.toSeconds() + " s"));
        return true;
    }

    /** Watches the process until it ends and returns the reason. */
    private String watch(ProcessHandle running, long begun) throws InterruptedException {
        until(() -> part.isReady() || !Liveness.isAlive(running), startLimit, ASK_EVERY);
        if (!Liveness.isAlive(running)) {
            lengthenPause();
            return "exited during start";
        }
        if (!part.isReady()) {
            lengthenPause();
            return "not ready within " + startLimit.toSeconds() + " s";
        }
        become(PartState.READY, "ready after %.1f s".formatted(seconds(begun)));
        // Set last, because dependent parts start at once and must be shown after this one.
        everReady = true;
        until(() -> !Liveness.isAlive(running), FOREVER, TICK);
        return "died";
    }

    private void end(@Nullable ProcessHandle running) throws InterruptedException {
        process = null;
        if (running != null && Liveness.isAlive(running)) {
            try {
                part.stop(running, STOP_PATIENCE);
            } catch (IOException e) {
                running.destroyForcibly();
            }
        }
        files.ended(part.name());
    }

    /** Waits for the condition; returns early on time-out or if the part is no longer wanted. */
    private void until(BooleanSupplier condition, Duration limit, Duration every) throws InterruptedException {
        long begun = System.nanoTime();
        while (!unwanted() && System.nanoTime() - begun < limit.toNanos() && !condition.getAsBoolean()) {
            Thread.sleep(every);
        }
    }

    private boolean unwanted() {
        return closing || isHeld();
    }

    private boolean isHeld() {
        return files.isHeld(part.name());
    }

    private void lengthenPause() {
        Duration next = pause.isZero() ? Duration.ofSeconds(1) : pause.multipliedBy(2);
        pause = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }

    private void become(PartState next, String nextStory) {
        story = nextStory;
        state = next;
        files.state(part.name(), next);
        listener.changed(part, next, nextStory);
    }

    /** For an expected failure the message is sufficient; for any other the type is added. */
    private static String described(Throwable failure) {
        boolean expected = failure instanceof IOException || failure instanceof IllegalStateException;
        return expected ? Objects.requireNonNullElse(failure.getMessage(), failure.toString()) : failure.toString();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
