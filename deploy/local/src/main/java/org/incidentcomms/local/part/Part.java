package org.incidentcomms.local.part;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** One process of the stack. Only its keeper calls {@link #start} and {@link #stop}, one at a time. */
public interface Part {

    /** When it stops: services first, what they stand on last. */
    enum Tier {
        STORE,
        TRANSPORT,
        SERVICE
    }

    /** Its name on the command line, in logs and as file name. */
    String name();

    Tier tier();

    /** The parts that must have been ready once before this one starts. */
    Set<String> needs();

    /** Where its output goes. */
    Path log();

    /** Starts it. May return before it is ready. */
    ProcessHandle start() throws IOException;

    /** Whether it does its duty now; asked often, so answered within a second. */
    boolean isReady();

    /** Stops it cleanly, or by force once patience has run out. */
    void stop(ProcessHandle process, Duration patience) throws IOException, InterruptedException;
}
