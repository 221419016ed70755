package org.incidentcomms.testkit.simulator;

import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * A thread that runs only while the simulation waits for it, from one boundary to the next: code that blocks, taken step
 * by step.
 */
final class Actor {
    private static final ThreadLocal<Actor> CURRENT = new ThreadLocal<>();

    private final Semaphore turn = new Semaphore(0);
    private final Semaphore ended = new Semaphore(0);
    private BooleanSupplier waitsFor = () -> true;
    private boolean killed;
    private boolean gone;
    private Throwable failure;

    /** What an actor does from one idle moment to the next. */
    interface Body {
        void run();
    }

    /** Ends the thread of a crashed replica wherever it stands; no handler of the kit catches it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    Actor(Body body) {
        Thread.ofPlatform().daemon().start(() -> live(body));
    }

    private void live(Body body) {
        CURRENT.set(this);
        turn.acquireUninterruptibly();
        try {
            while (!killed) {
                body.run();
                boundary(() -> true);
            }
        } catch (Killed e) {
            // as intended
        } catch (Throwable e) {
            failure = e;
        } finally {
            gone = true;
            ended.release();
        }
    }

    /** On an actor's thread: the turn is over until {@code condition} holds and the simulation comes back. */
    static void boundary(BooleanSupplier condition) {
        Actor actor = CURRENT.get();
        if (actor == null) {
            return;
        }
        if (actor.killed) {
            throw new Killed();
        }
        actor.waitsFor = condition;
        actor.ended.release();
        actor.turn.acquireUninterruptibly();
        if (actor.killed) {
            throw new Killed();
        }
    }

    static void boundary() {
        boundary(() -> true);
    }

    /** Whether this thread is an actor's. */
    static boolean isCurrent() {
        return CURRENT.get() != null;
    }

    boolean isRunnable() {
        return !gone && waitsFor.getAsBoolean();
    }

    /** Lets the actor run to its next boundary. */
    void step() {
        if (gone) {
            return;
        }
        turn.release();
        ended.acquireUninterruptibly();
        if (failure != null) {
            throw new IllegalStateException("actor failed", failure);
        }
    }

    void kill() {
        killed = true;
        step();
    }
}
