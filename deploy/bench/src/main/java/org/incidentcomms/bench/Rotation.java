package org.incidentcomms.bench;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A round-robin load balancer: skips a process that does not answer, unless it is the only one. */
final class Rotation {

    private final List<String> all;
    private final CopyOnWriteArrayList<String> answering;
    private final AtomicInteger calls = new AtomicInteger();

    Rotation(List<String> all) {
        this.all = List.copyOf(all);
        this.answering = new CopyOnWriteArrayList<>(all);
    }

    String next() {
        List<String> now = List.copyOf(answering);
        List<String> from = now.isEmpty() ? all : now;
        return from.get(Math.floorMod(calls.getAndIncrement(), from.size()));
    }

    /** Stops sending calls to this process; has no effect for other services. */
    void remove(String part) {
        answering.remove(part);
    }

    void add(String part) {
        if (all.contains(part)) {
            answering.addIfAbsent(part);
        }
    }
}
