package org.incidentcomms.bench.proxy;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets bytes through while it is open; while it is shut they wait. */
final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private boolean isOpen = true;
    private long waiting;

    void open() {
        lock.lock();
        try {
            isOpen = true;
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

    /** Returns when so many bytes may pass. */
    void pass(int bytes) throws InterruptedException {
        lock.lock();
        waiting += bytes;
        try {
            while (!isOpen) {
                opened.await();
            }
        } finally {
            waiting -= bytes;
            lock.unlock();
        }
    }

    /** How many bytes wait. */
    long waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }
}
