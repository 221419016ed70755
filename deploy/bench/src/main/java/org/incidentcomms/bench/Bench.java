package org.incidentcomms.bench;

import java.nio.file.Path;
import org.incidentcomms.local.StackFailure;
import org.incidentcomms.local.StackRunsAlready;

/** One benchmark. */
interface Bench {

    /**
     * Runs it and prints the results; returns whether the targets are met.
     *
     * @param root the project's root directory
     */
    boolean run(Path root) throws StackFailure, StackRunsAlready, InterruptedException;
}
