package org.incidentcomms.bench;

/** One benchmark, run on a stack started for it. */
interface Bench {

    /** The stack it needs. */
    BenchSetup setup();

    /** Runs it and prints the results; returns whether the targets are met. */
    boolean run(BenchStack stack) throws InterruptedException;
}
