package org.incidentcomms.bench;

/** One measurement of a stack that was started for it. */
interface Bench {

    /** What it is measured on. */
    BenchSetup setup();

    /** Measures, prints, and says whether what was promised is held. */
    boolean run(BenchStack stack) throws InterruptedException;
}
