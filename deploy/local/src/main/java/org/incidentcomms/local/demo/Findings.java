package org.incidentcomms.local.demo;

import java.io.PrintStream;

/** What was looked for, and whether it was there. */
final class Findings {

    private final PrintStream out;
    private int missing;

    Findings(PrintStream out) {
        this.out = out;
    }

    void heading(String text) {
        out.println("\n" + text);
    }

    void add(String what, boolean isThere) {
        out.println((isThere ? "  ok       " : "  MISSING  ") + what);
        missing += isThere ? 0 : 1;
    }

    /** Says whether nothing was missing. */
    boolean conclude() {
        out.println(missing == 0 ? "\nEverything has arrived." : "\n" + missing + " of these are missing.");
        return missing == 0;
    }
}
