package org.incidentcomms.testkit.contract;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A remote side in memory, to test the kit itself with. */
final class PretendRemoteSystem implements RemoteSystem {
    private final List<Accepted> accepted = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicBoolean losing = new AtomicBoolean();
    private final AtomicInteger inVain = new AtomicInteger();
    private volatile boolean down;
    private volatile Duration taking = Duration.ZERO;
    private volatile Set<String> refused = Set.of();
    private volatile @Nullable Held held;

    /** What the pretend server answers. */
    enum Answer {
        TAKEN,
        REFUSED,
        LOST,
        DOWN
    }

    Answer send(String recipient, String identity, String text) {
        if (down) {
            inVain.incrementAndGet();
            return Answer.DOWN;
        }
        pause();
        awaitRelease(text);
        if (refused.contains(recipient) || refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            inVain.incrementAndGet();
            return Answer.REFUSED;
        }
        accepted.add(new Accepted(recipient, identity, text));
        return losing.getAndSet(false) ? Answer.LOST : Answer.TAKEN;
    }

    /** Each message takes that long from now on. */
    void takeFor(Duration duration) {
        taking = duration;
    }

    /** From now on no message with this text comes to its end. */
    void hold(String text) {
        held = new Held(text, new CountDownLatch(1));
    }

    void holdNothing() {
        Held before = held;
        held = null;
        if (before != null) {
            before.end().countDown();
        }
    }

    private void awaitRelease(String text) {
        Held now = held;
        if (now == null || !text.contains(now.text())) {
            return;
        }
        try {
            now.end().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Held(String text, CountDownLatch end) {}

    /** These recipients are refused as long as the set has them. */
    void refuse(Set<String> recipients) {
        refused = recipients;
    }

    private void pause() {
        try {
            Thread.sleep(taking);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean has(String identity) {
        return accepted.stream().anyMatch(message -> message.identity().equals(identity));
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
        accepted.clear();
        refusals.set(0);
        losing.set(false);
        inVain.set(0);
        down = false;
        taking = Duration.ZERO;
        holdNothing();
        refused = Set.of();
    }

    @Override
    public int attemptsInVain() {
        return inVain.get();
    }
}
