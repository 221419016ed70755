package org.incidentcomms.bench.proxy;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lets bytes pass while it is open and blocks them while it is shut. */
final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private boolean isOpen = true;
    private long waiting;
    private @Nullable Predicate<ByteBuffer> shutBy;

    void open() {
        lock.lock();
        try {
            isOpen = true;
            shutBy = null;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void shut() {
        lock.lock();
        try {
            isOpen = false;
        } finally {
            lock.unlock();
        }
    }

    /** Shuts before the first bytes that match {@code first}. */
    void shutBy(Predicate<ByteBuffer> first) {
        lock.lock();
        try {
            shutBy = first;
        } finally {
            lock.unlock();
        }
    }

    /** Returns once these bytes may pass. */
    void pass(ByteBuffer bytes) throws InterruptedException {
        lock.lock();
        waiting += bytes.remaining();
        try {
            if (shutBy != null && shutBy.test(bytes)) {
                isOpen = false;
                shutBy = null;
            }
            while (!isOpen) {
                opened.await();
            }
        } finally {
            waiting -= bytes.remaining();
            lock.unlock();
        }
    }

    /** Number of waiting bytes. */
    long waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }
}
