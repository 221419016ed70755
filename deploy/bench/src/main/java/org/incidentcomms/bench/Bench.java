package org.incidentcomms.bench;

/** One measurement of a stack that was started for it. */
interface Bench {

    /** How many addresses are on the update list. */
    int subscribers();

    /** Measures, prints, and says whether what was promised is held. */
    boolean run(BenchStack stack) throws InterruptedException;
}
