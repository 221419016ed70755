package org.incidentcomms.testkit.contract;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A remote side in memory, to test the kit itself with. */
final class PretendRemoteSystem extends FaultyRemoteSystem {
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
        if (isDown()) {
            return Answer.DOWN;
        }
        pause();
        awaitRelease(text);
        if (refused.contains(recipient)) {
            countFailed();
            return Answer.REFUSED;
        }
        if (refuses()) {
            return Answer.REFUSED;
        }
        accept(recipient, identity, text);
        return losesAnswer() ? Answer.LOST : Answer.TAKEN;
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
        return accepted().stream().anyMatch(message -> message.identity().equals(identity));
    }

    @Override
    public void reset() {
        super.reset();
        taking = Duration.ZERO;
        holdNothing();
        refused = Set.of();
    }
}
