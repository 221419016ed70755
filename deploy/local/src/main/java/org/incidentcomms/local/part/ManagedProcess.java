package org.incidentcomms.local.part;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** One process of the stack. Only its keeper calls {@link #start} and {@link #stop}, never concurrently. */
public interface ManagedProcess {

    /** Stop order: services first, their dependencies last. */
    enum Tier {
        STORE,
        TRANSPORT,
        SERVICE
    }

    /** Its name on the command line, in logs and as a file name. */
    String name();

    Tier tier();

    /** The parts that must have been ready once before this one starts. */
    Set<String> needs();

    /** Its log file. */
    Path log();

    /** Starts it; may return before it is ready. */
    ProcessHandle start() throws IOException;

    /** Whether its last process, which has ended, crashed: ended by a fault of its runtime, not by itself or from outside. */
    default boolean crashed() {
        return false;
    }

    /** Whether it is ready now; polled, so it must return within a second. */
    boolean isReady();

    /** Stops it cleanly, or by force after the time-out. */
    void stop(ProcessHandle process, Duration patience) throws IOException, InterruptedException;
}
