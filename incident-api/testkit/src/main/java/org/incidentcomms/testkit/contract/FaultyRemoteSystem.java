package org.incidentcomms.testkit.contract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Faults of a stub and what it accepted; a subclass asks them before it answers. */
public abstract class FaultyRemoteSystem implements RemoteSystem {
    private final List<Accepted> accepted = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicBoolean losing = new AtomicBoolean();
    private volatile boolean down;

    /** Whether it is down now; counts as a failed attempt. */
    protected final boolean isDown() {
        if (down) {
            countFailed();
        }
        return down;
    }

    /** Whether this attempt is refused; counts as a failed attempt. */
    protected final boolean refuses() {
        boolean refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        if (refused) {
            countFailed();
        }
        return refused;
    }

    /** Whether the answer to this attempt, which was accepted, is lost. */
    protected final boolean losesAnswer() {
        return losing.getAndSet(false);
    }

    protected final void accept(String recipient, String identity, String text) {
        accepted.add(new Accepted(recipient, identity, text));
    }

    protected final void countFailed() {
        failed.incrementAndGet();
    }

    @Override
    public List<Accepted> accepted() {
        return List.copyOf(accepted);
    }

    @Override
    public void refuseNext(int times) {
        refusals.set(times);
    }

    @Override
    public void loseNextAnswer() {
        losing.set(true);
    }

    @Override
    public void goDown() {
        down = true;
    }

    @Override
    public void comeUp() {
        down = false;
    }

    @Override
    public void reset() {
        comeUp();
        accepted.clear();
        refusals.set(0);
        losing.set(false);
        failed.set(0);
    }

    @Override
    public int attemptsInVain() {
        return failed.get();
    }
}
