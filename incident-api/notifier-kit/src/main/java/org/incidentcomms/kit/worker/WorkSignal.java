package org.incidentcomms.kit.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Wakes connections that found no work: one of each group, which wakes the next if it finds some. If all woke at once,
 * a single message would wait for the claims of all those that find nothing. A signal between the look-up and the wait is
 * not lost.
 */
public final class WorkSignal {

    /** Connections that claim the same kinds of work. */
    enum Group {
        URGENT,
        CHUNKS,
        CHUNKS_AND_RETRIES
    }

    private final ReentrantLock lock = new ReentrantLock();
    /** By {@link Group#ordinal()}. */
    private final List<Condition> waiting =
            Stream.of(Group.values()).map(group -> lock.newCondition()).toList();

    private long count;

    /** There may be work now. */
    void signal() {
        lock.lock();
        try {
            count++;
            wakeOneOfEach();
        } finally {
            lock.unlock();
        }
    }

    /** A connection found work, so there may be more for one that has not looked since the last signal. */
    void passOn() {
        lock.lock();
        try {
            wakeOneOfEach();
        } finally {
            lock.unlock();
        }
    }

    private void wakeOneOfEach() {
        waiting.forEach(Condition::signal);
    }

    /** Read before looking for work; pass it to {@link #await} if there was none. */
    long seen() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a signal after {@code seen}, at most {@code longest}. */
    void await(Group group, long seen, Duration longest) throws InterruptedException {
        long nanos = longest.toNanos();
        lock.lockInterruptibly();
        try {
            while (count == seen && nanos > 0) {
                nanos = waiting.get(group.ordinal()).awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
