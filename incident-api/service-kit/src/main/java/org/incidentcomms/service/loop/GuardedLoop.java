package org.incidentcomms.service.loop;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A thread that repeats one step for the lifetime of the service. Whatever the step throws, errors included, is logged
 * and counted ({@code loop_failures_total{loop}}); after a pause that doubles up to five seconds the loop continues.
 */
public final class GuardedLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(GuardedLoop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final String name;
    private final Step step;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** One iteration of a loop. */
    @FunctionalInterface
    public interface Step {
        /** Does the work; returns the pause before the next iteration. */
        Duration run() throws Exception;
    }

    /** Runs on a platform thread. */
    public GuardedLoop(String name, Step step) {
        this(name, step, Thread.ofPlatform().daemon());
    }

    public GuardedLoop(String name, Step step, Thread.Builder threads) {
        this.name = name;
        this.step = step;
        this.thread = threads.name(name).unstarted(this::run);
    }

    public void start() {
        Counter unused = failures(); // at 0: a rate does not see the first of a series that begins with it
        thread.start();
    }

    private Counter failures() {
        return Metrics.counter("loop_failures", "loop", name);
    }

    private void run() {
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        while (isOpen()) {
            try {
                Duration rest = step.run();
                backoff.reset();
                rest(rest);
            } catch (InterruptedException e) {
                closing.countDown();
            } catch (Throwable e) {
                failures().increment();
                Duration pause = backoff.lengthen();
                LOG.errorf(e, "loop failed and continues loop=%s nextAttempt=%s", name, pause);
                restAfterFailure(pause);
            }
        }
    }

    /** Waits, at most until the loop is closed. */
    public void rest(Duration pause) throws InterruptedException {
        if (pause.isPositive()) {
            boolean unused = closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void restAfterFailure(Duration pause) {
        try {
            rest(pause);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    public boolean isOpen() {
        return closing.getCount() > 0;
    }

    /** Starts no further iteration; the current one continues. */
    public void closeSoon() {
        closing.countDown();
    }

    /** Starts no further iteration and interrupts the current one; for steps that mostly wait. */
    public void interrupt() {
        closeSoon();
        thread.interrupt();
    }

    /** Waits until the thread has ended, at most {@code longest}; returns whether it has. */
    public boolean join(Duration longest) {
        if (thread.getState() == Thread.State.NEW) {
            return true;
        }
        try {
            return thread.join(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Lets the current iteration end, waiting at most ten seconds. */
    @Override
    public void close() {
        closeSoon();
        boolean unused = join(Duration.ofSeconds(10));
    }
}
