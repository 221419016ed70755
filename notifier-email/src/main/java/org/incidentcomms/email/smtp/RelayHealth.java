package org.incidentcomms.email.smtp;

import java.time.Duration;

/**
 * Whether a relay should be used while there are others: not after it failed, until a pause has passed that doubles;
 * then one message at a time is the probe. Not thread-safe.
 */
final class RelayHealth {
    /** Failures of messages in a row; one failed connect is enough. */
    static final int FAILURES = 3;

    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private int failures;
    private int pauses;
    private long pausedUntil;
    private boolean probing;

    boolean isHealthy() {
        return failures < FAILURES;
    }

    /** Whether a message may be sent by it now (ns). */
    boolean isUsable(long now) {
        return isHealthy() || now - pausedUntil >= 0 && !probing;
    }

    /** When its pause ends (ns). */
    long pausedUntil() {
        return pausedUntil;
    }

    void chosen() {
        probing = !isHealthy();
    }

    /** It accepted a message. */
    void accepted() {
        failures = 0;
        pauses = 0;
        probing = false;
    }

    /** No message is being sent any more, whatever became of it. */
    void ended() {
        probing = false;
    }

    /** Returns the pause that begins now, zero if none does. */
    Duration failed(long now, boolean atConnect) {
        boolean paused = !isHealthy() && !probing && now - pausedUntil < 0; // begun before the pause
        probing = false;
        if (paused) {
            return Duration.ZERO;
        }
        failures = atConnect ? Math.max(FAILURES, failures + 1) : failures + 1;
        if (isHealthy()) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(pauses, 10));
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        pauses++;
        pausedUntil = now + pause.toNanos();
        return pause;
    }
}
