package org.incidentcomms.bench;

import java.nio.file.Path;
import org.incidentcomms.local.StackFailure;
import org.incidentcomms.local.StackRunsAlready;

/** A benchmark on one stack, started for it. */
interface StackBench extends Bench {

    /** The stack it needs. */
    BenchSetup setup();

    /** Runs it and prints the results; returns whether the targets are met. */
    boolean run(BenchStack stack) throws InterruptedException;

    @Override
    default boolean run(Path root) throws StackFailure, StackRunsAlready, InterruptedException {
        try (BenchStack stack = BenchStack.start(root, setup())) {
            System.out.println();
            boolean held = run(stack);
            System.out.println();
            return held;
        }
    }
}
