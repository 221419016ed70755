package org.incidentcomms.bench.smtp;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Rate limiter shared by all callers. */
final class Pace {

    private final ReentrantLock lock = new ReentrantLock();
    private final long interval;
    private long next = System.nanoTime();

    /**
     * @param perSecond 0 for no limit
     */
    Pace(int perSecond) {
        interval = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Waits for the next permit. */
    void await() throws InterruptedException {
        if (interval > 0) {
            TimeUnit.NANOSECONDS.sleep(turn() - System.nanoTime());
        }
    }

    private long turn() {
        lock.lock();
        try {
            long turn = Math.max(next, System.nanoTime());
            next = turn + interval;
            return turn;
        } finally {
            lock.unlock();
        }
    }
}
