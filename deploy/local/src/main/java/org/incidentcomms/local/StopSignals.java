package org.incidentcomms.local;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * Ctrl-C, {@code kill} and a closed terminal, heard by one thread. Not by a shutdown hook: the library that runs
 * PostgreSQL has one of its own, which would stop the database under the services.
 */
public final class StopSignals {

    private StopSignals() {}

    /** From now on the first of these signals interrupts the thread; more of them do not hurry it. */
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
