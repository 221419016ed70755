package org.incidentcomms.bench.smtp;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** So many steps a second at most, whoever takes them. */
final class Pace {

    private final ReentrantLock lock = new ReentrantLock();
    private final long interval;
    private long next = System.nanoTime();

    /** @param perSecond 0 for as many as there are */
    Pace(int perSecond) {
        interval = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Waits for the next step. */
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
