package org.incidentcomms.local.part;

import java.time.Duration;
import java.util.Collection;

/** Whether processes are alive. A zombie is not: without a reaper it keeps its id, but has no command line. */
final class Liveness {

    private Liveness() {}

    static boolean isAlive(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /** Waits until all of them have exited; returns whether they did in time. */
    static boolean allEnd(Collection<ProcessHandle> processes, Duration patience) throws InterruptedException {
        long begun = System.nanoTime();
        while (processes.stream().anyMatch(Liveness::isAlive)) {
            if (System.nanoTime() - begun > patience.toNanos()) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }
}
