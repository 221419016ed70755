package org.incidentcomms.local;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * Handles Ctrl-C, {@code kill} and a closed terminal in one thread. Not a shutdown hook: the library that runs
 * PostgreSQL has its own, which would stop the database while services use it.
 */
public final class StopSignals {

    private StopSignals() {}

    /** Interrupts the thread on the first of these signals; further ones are ignored. */
    public static void interrupt(Thread thread) {
        AtomicBoolean told = new AtomicBoolean();
        for (String signal : List.of("INT", "TERM", "HUP")) {
            Signal.handle(new Signal(signal), received -> {
                if (told.compareAndSet(false, true)) {
                    System.out.println("\nStopping …");
                    thread.interrupt();
                }
            });
        }
    }
}
