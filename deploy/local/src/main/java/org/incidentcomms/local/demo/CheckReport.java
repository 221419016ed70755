package org.incidentcomms.local.demo;

import java.io.PrintStream;

/** Prints the result of each check and counts the missing ones. */
final class CheckReport {

    private final PrintStream out;
    private int missing;

    CheckReport(PrintStream out) {
        this.out = out;
    }

    void heading(String text) {
        out.println("\n" + text);
    }

    void add(String what, boolean isThere) {
        out.println((isThere ? "  ok       " : "  MISSING  ") + what);
        missing += isThere ? 0 : 1;
    }

    /** Prints the summary; returns whether nothing is missing. */
    boolean conclude() {
        out.println(missing == 0 ? "\nEverything was delivered." : "\n" + missing + " missing, see above.");
        return missing == 0;
    }
}
